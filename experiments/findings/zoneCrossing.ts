import { expectedCrossing } from "../statistics/expected";
import { likelyCounts } from "../statistics/likely";
import { chanceFinding, type Expectation } from "./finding";
import { percent, quantity } from "./tally";

/** As many new connections cross a zone as the pods' places make it: for traffic without session affinity. */
export const crossingAsPlaced: Expectation = ({ paths, cluster }) => {
  const told = paths.filter(({ zoneCrossed }) => zoneCrossed !== null).length;
  const crossing = paths.filter(({ zoneCrossed }) => zoneCrossed === true).length;
  const probability = expectedCrossing(cluster);
  const { low, high, outside } = likelyCounts(told, probability);
  const finding = chanceFinding(
    "crossing-as-placed",
    `${quantity(cluster.pods.length, "pod")} in ${zonesOf(cluster)}: ${percent(probability)} cross a zone`,
    told === 0 ? "no request told" : `${percent(crossing / told)}: ${crossing} of ${told}`,
    {
      holds: low <= crossing && crossing <= high,
      falseAlarm: { probability: outside, event: `fewer than ${low} or more than ${high} of ${told}` },
    },
  );
  // Where every count would do, none proves anything; where one count only would do, chance has no say.
  if (high - low === told) return { ...finding, verdict: "undecided" };
  return outside === 0 ? { ...finding, falseAlarm: null } : finding;
};

function zonesOf({ nodes, pods }: Parameters<Expectation>[0]["cluster"]): string {
  const zones = pods.map(({ node }) => nodes.find(({ name }) => name === node)?.zone ?? "");
  const named = [...new Set(zones)].sort().map((zone) => (zone === "" ? "no zone" : zone));
  return named.length === 0 ? "no zone" : named.join(" and ");
}
