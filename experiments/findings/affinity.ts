import { factFinding, type Expectation } from "./finding";

/** Session affinity of the Service has become the load balancer's own. */
export const ruleIsSourceIP: Expectation = ({ loadDistribution: { before, after } }) =>
  factFinding("rule-is-source-ip", "loadDistribution Default -> SourceIP", `${before} -> ${after}`, {
    holds: before === "Default" && after === "SourceIP",
  });

/** Turning it on updated the Service and nothing else. */
export const oneResourceUpdated: Expectation = ({ changes }) => {
  const told = (changes ?? []).map(({ operation, name }) => `${operation} ${name}`);
  return factFinding(
    "one-resource-updated",
    "pulumi up: update of 1 resource",
    told.length === 0 ? "nothing changed" : told.join(", "),
    { holds: changes?.length === 1 && changes[0]?.operation === "update" },
  );
};
