import type { Path } from "../join/path";
import { chanceFinding, factFinding, type Evidence, type Expectation, type StepEvidence } from "./finding";
import { firstOther } from "./oneOf";
import { entryNode, pod, quantity, tally } from "./tally";

/** Each client enters by one node in all steps: what becomes of the pods is nothing to the load balancer. */
export const entryNodeStays: Expectation = ({ clients, paths }) => {
  const sent = clients.map(({ name }) => ofClient(paths, name)).filter((own) => own.length > 0);
  const strays = sent.flatMap((own) => firstOther(own, entryNode) ?? []);
  const known = sent.filter((own) => tally(own, entryNode).size > 0).length;
  return factFinding(
    "entry-node-stays",
    `each of ${quantity(sent.length, "client")}: 1 entry node in all steps`,
    strays.length === 0
      ? `so for ${known} of ${sent.length}`
      : `not so for ${strays.map(({ client }) => client).join(", ")}`,
    { holds: sent.length > 0 && known === sent.length && strays.length === 0, by: strays[0] },
  );
};

/** Each client is answered by one pod for as long as that pod is there. */
export const podStaysWhileThere: Expectation = (evidence) => {
  const stray = evidence.steps
    .flatMap((step, index) => straysIn(step, evidence.steps[index - 1], evidence))
    .find((path) => path !== undefined);
  const moved = evidence.steps.slice(1).map((step, index) => movedTo(step, evidence.steps[index], evidence));
  return factFinding(
    "pod-stays-while-there",
    "each client: another pod only when its own is gone",
    stray === undefined
      ? `moved at each change: ${moved.length === 0 ? "none" : moved.join(", then ")}`
      : `${stray.client} moved to ${stray.pod ?? "none"}`,
    { holds: evidence.paths.some(({ pod }) => pod !== null) && stray === undefined, by: stray },
  );
};

/** The clients of a step are spread over its pods. */
export const severalPods: Expectation = ({ clients, paths, cluster }) => {
  const used = clients.flatMap(({ name }) => podOf(paths, name) ?? []);
  const pods = cluster.pods.length;
  return chanceFinding(
    "several-pods",
    "more than 1 pod answers",
    `${quantity(new Set(used).size, "pod")} for ${quantity(used.length, "client")}`,
    {
      holds: new Set(used).size > 1,
      falseAlarm: {
        probability: pods ** -Math.max(0, used.length - 1),
        event: `all ${used.length} on one of ${quantity(pods, "pod")}`,
      },
    },
  );
};

/** Pods that the last step has and the one before had not get none of the clients that were there already. */
export const newPodsGetNone: Expectation = ({ steps, paths }) => {
  const [before, last] = steps.slice(-2);
  const had = new Set(before?.cluster.pods.map(({ name }) => name));
  const fresh = last?.cluster.pods.filter(({ name }) => !had.has(name)).map(({ name }) => name) ?? [];
  const by = last?.paths.find((path) => path.pod !== null && fresh.includes(path.pod));
  const answered = last?.paths.filter((path) => path.pod !== null) ?? [];
  const got = answered.filter((path) => path.pod !== null && fresh.includes(path.pod)).length;
  const finding = factFinding(
    "new-pods-get-none",
    `${quantity(fresh.length, "new pod")}: none of the clients that came before`,
    `${got} of ${quantity(answered.length, "request")}`,
    { holds: answered.length > 0 && got === 0, by },
  );
  return fresh.length === 0 || paths.length === 0 ? { ...finding, verdict: "undecided" } : finding;
};

function ofClient(paths: readonly Path[], client: string): Path[] {
  return paths.filter((path) => path.client === client);
}

/** The pod that answered a client first. */
function podOf(paths: readonly Path[], client: string): string | undefined {
  return ofClient(paths, client).find((path) => path.pod !== null)?.pod ?? undefined;
}

/** The first request of each client that another pod answered than the one it had and still could have. */
function straysIn(
  { paths, cluster }: StepEvidence,
  before: StepEvidence | undefined,
  { clients }: Evidence,
): (Path | undefined)[] {
  return clients.map(({ name }) => {
    const own = ofClient(paths, name);
    const had = podOf(before?.paths ?? [], name);
    const there = had !== undefined && cluster.pods.some((pod) => pod.name === had);
    const stray = there ? own.find((path) => path.pod !== null && path.pod !== had) : undefined;
    return stray ?? firstOther(own, pod);
  });
}

/** "5 of 9" */
function movedTo(step: StepEvidence, before: StepEvidence | undefined, { clients }: Evidence): string {
  const both = clients
    .map(({ name }) => [podOf(before?.paths ?? [], name), podOf(step.paths, name)] as const)
    .filter(([had, has]) => had !== undefined && has !== undefined);
  return `${both.filter(([had, has]) => had !== has).length} of ${both.length}`;
}
