import type { RunResult } from "../../experiments/result";
import { finding, runOfScenes } from "./scenes";

/** What would run or load if any of it were taken for more than text. */
export const EVIL = `"'></title></style></script><img src=x onerror=alert(1)><script>alert(2)</script>&lt;\u202e`;

/** A run in which everything that came from outside says that. */
export function hostileRun(): RunResult {
  const run = runOfScenes([
    {
      name: "new-connections",
      title: "Each new connection enters by any node",
      question: "Where do the requests enter?",
      steps: [{ requests: 12, lost: [2] }],
      findings: [finding("one", EVIL, EVIL, { verdict: "contradicted", contradictedBy: EVIL })],
    },
  ]);
  const experiments = run.experiments.map((experiment) => ({
    ...experiment,
    source: { title: EVIL, url: `javascript:alert(3)` },
    requests: experiment.requests.map((request, i) => ({
      ...request,
      ...(i === 0 ? { id: EVIL, client: EVIL } : {}),
      ...(i === 1 && request.complete ? { pod: EVIL, entryNode: EVIL, clientAddress: EVIL } : {}),
      ...(request.complete ? {} : { missing: [{ piece: "answer" as const, detail: EVIL }] }),
    })) as typeof experiment.requests,
    steps: experiment.steps.map((step) => ({
      ...step,
      label: EVIL,
      changes: [{ operation: "update", type: EVIL, name: EVIL }],
      rule: { ...step.rule, name: EVIL },
      cluster: { ...step.cluster, pods: step.cluster.pods.map((pod) => ({ ...pod, name: EVIL })) },
    })),
    statistics: experiment.statistics.map((statistics) => ({
      ...statistics,
      nodes: {
        ...statistics.nodes,
        shares: statistics.nodes.shares.map((share) => ({ ...share, value: EVIL })),
      },
    })),
  }));
  return {
    ...run,
    run: EVIL,
    startedAt: EVIL,
    lab: { ...run.lab, name: EVIL, tools: { [EVIL]: EVIL } },
    experiments,
  };
}
