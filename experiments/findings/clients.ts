import { entryNodeCandidates } from "../cluster/facts";
import type { Path } from "../join/path";
import { chanceFinding, factFinding, type Evidence, type Expectation } from "./finding";
import { firstOther } from "./oneOf";
import { entryNode, pod, quantity, tally } from "./tally";

/** Each client, by itself, kept to one entry node and one pod. */
export const eachClientSticks: Expectation = (evidence) => {
  const strays = pathsByClient(evidence).flatMap(([, paths]) => {
    const stray = firstOther(paths, entryNode) ?? firstOther(paths, pod);
    return stray === undefined ? [] : [stray];
  });
  const clients = pathsByClient(evidence);
  const known = clients.filter(([, paths]) => paths.some((path) => entryNode(path) !== null));
  return factFinding(
    "each-client-sticks",
    `each of ${quantity(clients.length, "client")}: 1 entry node, 1 pod`,
    strays.length === 0
      ? `so for ${known.length} of ${clients.length}`
      : `not so for ${strays.map(({ client }) => client).join(", ")}`,
    { holds: clients.length > 0 && known.length === clients.length && strays.length === 0, by: strays[0] },
  );
};

/** The others than client A do not all enter by client A's node: it is the address that decides. */
export const othersGoElsewhere: Expectation = (evidence) => {
  const [first, ...others] = pathsByClient(evidence).map(
    ([, paths]) => [...tally(paths, entryNode).keys()][0],
  );
  // Clients whose node nobody told say nothing, and without A's own node there is nothing to compare.
  const known = first === undefined ? [] : others.filter((node) => node !== undefined);
  const elsewhere = known.filter((node) => node !== first).length;
  const nodes = entryNodeCandidates(evidence.cluster).length;
  return chanceFinding(
    "others-go-elsewhere",
    "not every other client enters by client A's node",
    `A by ${first ?? "none"}; ${elsewhere} of ${quantity(known.length, "other")} by another node`,
    {
      holds: elsewhere > 0,
      falseAlarm: {
        probability: nodes ** -known.length,
        event: `all ${known.length} on client A's of ${quantity(nodes, "node")}`,
      },
    },
  );
};

/** Clients that sent something, client A first. */
function pathsByClient({ clients, paths }: Evidence): (readonly [string, readonly Path[]])[] {
  return clients
    .map(({ name }) => [name, paths.filter(({ client }) => client === name)] as const)
    .filter(([, own]) => own.length > 0);
}
