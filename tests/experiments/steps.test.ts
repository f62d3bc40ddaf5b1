import type { Experiment } from "../../experiments/experiment";
import { everyRequestTold } from "../../experiments/findings/everyRequestTold";
import { factFinding, type Expectation } from "../../experiments/findings/finding";
import { runAll } from "../../experiments/run";
import type { Client, Sending } from "../../experiments/target";
import { answerPods, fakeLab, fakePods, type FakeLab } from "./fakeLab";

// Programs are started here, and the machine may be busy.
jest.setTimeout(60_000);

let fake: FakeLab;

beforeEach(() => {
  fake = fakeLab();
});

afterEach(() => {
  fake.remove();
});

const signal = new AbortController().signal;

function run(...experiments: readonly Experiment[]) {
  return runAll(experiments, fake.lab, { progress: () => undefined, signal });
}

const described = {
  title: "A title",
  question: "A question?",
  explanation: "Why.",
  source: { title: "Somewhere", url: "https://example.org/" },
};

function step(
  label: string,
  requests: number,
  settings: Experiment["steps"][0]["settings"],
): Experiment["steps"][0] {
  return { label, settings, traffic: ([client]) => [{ client, requests, concurrency: 1, keepAlive: false }] };
}

const twoSteps: Experiment = {
  ...described,
  name: "two-steps",
  steps: [step("without", 4, { sessionAffinity: "None" }), step("with", 6, { sessionAffinity: "ClientIP" })],
  expectations: [everyRequestTold],
};

test("a Service that somebody changed without Pulumi ends the run, which tells the way back and restores", async () => {
  const restore = jest.fn(() => Promise.resolve());
  const set = () => Promise.resolve({ changes: [] });
  const lab = { ...fake.lab, stack: { set, restore } };
  const running = runAll([twoSteps], lab, { progress: () => undefined, signal });
  await expect(running).rejects.toMatchObject({
    problems: [
      {
        key: "sessionAffinity",
        value: "None",
        rule: "is what the cluster has; Pulumi has set ClientIP, so that somebody changed it without Pulumi",
        wayOut: "`PULUMI_K8S_ENABLE_PATCH_FORCE=true npx lab pulumi --stack fake up --refresh` sets it again",
      },
    ],
  });
  expect(restore).toHaveBeenCalledTimes(1);
});

describe("an experiment of several steps", () => {
  test("tells of each what was set, what changed, what was sent and what came of it", async () => {
    const result = await run(twoSteps);
    const [only] = result.experiments;
    expect(only?.steps).toMatchObject([
      {
        label: "without",
        settings: { sessionAffinity: "None" },
        changes: null,
        rule: { loadDistribution: "Default" },
        cluster: { service: { sessionAffinity: "None" } },
        traffic: [{ client: "client-a", requests: 4, concurrency: 1, keepAlive: false }],
      },
      {
        label: "with",
        settings: { sessionAffinity: "ClientIP" },
        changes: [{ operation: "update", name: "testapp" }],
        rule: { loadDistribution: "SourceIP" },
        cluster: { service: { sessionAffinity: "ClientIP" } },
        traffic: [{ client: "client-a", requests: 6, concurrency: 1, keepAlive: false }],
      },
    ]);
    expect(only?.requests.map(({ step }) => step)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(only?.requests.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, i) => `${result.run}-two-steps-${String(i + 1).padStart(2, "0")}`),
    );
    expect(only?.statistics.map(({ nodes }) => nodes.known)).toEqual([4, 6]);
    expect(only?.ruleBefore.loadDistribution).toBe("Default");
    expect(only).toMatchObject({ holds: true, rule: only?.steps[1]?.rule, cluster: only?.steps[1]?.cluster });
    expect(only?.findings[0]).toMatchObject({ verdict: "holds", seen: "10 of 10" });
    expect(only?.lines).toMatchObject({ duplicate: 0, foreign: 0, lost: 0 });
    expect(fake.asked).toEqual(['set {"sessionAffinity":"ClientIP"}', "restore"]);
  });

  test("finds as the user has it what it does not name, whichever experiment went before", async () => {
    const sticky = {
      ...twoSteps,
      name: "sticky",
      steps: [step("with", 3, { sessionAffinity: "ClientIP" })],
    } as const;
    const plain = { ...twoSteps, name: "plain", steps: [step("as it is", 3, {})] } as const;
    const { experiments } = await run(sticky, plain);
    expect(experiments.map(({ rule }) => rule.loadDistribution)).toEqual(["SourceIP", "Default"]);
    expect(fake.asked).toEqual([
      'set {"sessionAffinity":"ClientIP"}',
      'set {"sessionAffinity":"None"}',
      "restore",
    ]);
  });

  test("has as many pods as it asks for, when the cluster tells of them a while later", async () => {
    fake.before.set = () => {
      const late = fakePods(3);
      answerPods(fake.kubectl);
      fake.kubectl.answeringPods([]);
      setTimeout(() => {
        answerPods(fake.kubectl, undefined, late);
      }, 300);
      setTimeout(() => {
        fake.kubectl.answeringPods(late.map(({ name }) => name));
      }, 900);
    };
    const three = { ...twoSteps, steps: [step("three", 3, { replicas: "3" })] } as const;
    const [only] = (await run(three)).experiments;
    expect(only?.cluster.pods).toEqual(fakePods(3));
    expect(only?.findings[0]).toMatchObject({ verdict: "holds" });
    expect(fake.asked).toEqual(['set {"replicas":"3"}', "restore"]);
  });

  test("sends nothing while a pod that is gone still answers", async () => {
    const gone = fakePods(2).map(({ name }) => name);
    const sent: number[] = [];
    let stale = true;
    fake.before.set = () => {
      if (fake.asked.length < 2) return;
      fake.kubectl.answeringPods(gone);
      setTimeout(() => {
        stale = false;
        fake.kubectl.answeringPods(fakePods(1).map(({ name }) => name));
      }, 600);
    };
    fake.before.send = () => {
      if (fake.asked.length === 2) sent.push(stale ? 1 : 0);
    };
    const steps = [step("two", 3, { replicas: "2" }), step("one", 3, { replicas: "1" })] as const;
    const [only] = (await run({ ...twoSteps, steps })).experiments;
    expect(only?.steps.map(({ cluster }) => cluster.pods.length)).toEqual([2, 1]);
    expect(sent).toEqual([0]);
  });

  test("counts the packets that no capture told of", async () => {
    const told = fake.kubectl.captured.bind(fake.kubectl);
    let lines = 0;
    fake.kubectl.captured = (node, line) => {
      if (lines++ !== 0) told(node, line);
    };
    const [only] = (await run(twoSteps)).experiments;
    expect(only?.lines).toMatchObject({ total: lines - 1, counted: lines - 1, lost: 1 });
    expect(only?.holds).toBe(false);
  });
});

test("a request that nobody answered is no packet lost", async () => {
  const refused = (id: string) => ({
    ...{ id, local: null, status: null, answer: null, startedAt: 0, milliseconds: 1 },
    error: "connect ECONNREFUSED",
  });
  const target = {
    ...fake.lab.target,
    send: (_client: Client, { ids }: Sending) => Promise.resolve(ids.map(refused)),
  };
  const { experiments } = await runAll(
    [twoSteps],
    { ...fake.lab, target },
    { progress: () => undefined, signal },
  );
  expect(experiments[0]?.lines).toMatchObject({ total: 0, lost: 0 });
  expect(experiments[0]?.requests.map(({ missing }) => missing.map(({ piece }) => piece))).toEqual(
    Array(10).fill(["answer", "entry"]),
  );
  expect(experiments[0]?.holds).toBe(false);
});

describe("an experiment with a wrong expectation", () => {
  const wrong: Expectation = ({ paths }) => {
    const stray = paths.find(({ entryNode }) => entryNode !== "node9");
    return factFinding("all-by-node9", "all enter by node9", `${paths.length} do not`, {
      holds: stray === undefined,
      by: stray,
    });
  };

  test("fails, and tells what was seen and by which request", async () => {
    const result = await run({ ...twoSteps, expectations: [everyRequestTold, wrong] });
    const [only] = result.experiments;
    expect([result.holds, only?.holds]).toEqual([false, false]);
    expect(only?.findings).toMatchObject([
      { name: "every-request-told", verdict: "holds" },
      {
        name: "all-by-node9",
        verdict: "contradicted",
        expected: "all enter by node9",
        seen: "10 do not",
        contradictedBy: `${result.run}-two-steps-01`,
      },
    ]);
    expect(fake.affinity()).toBe("None");
  });
});

test("a run tells of the lab: its settings as they were, clients and versions", async () => {
  const { lab } = await run(twoSteps);
  expect(lab).toMatchObject({
    name: "fake",
    target: "local",
    settings: { sessionAffinity: "None", externalTrafficPolicy: "Cluster", replicas: "1" },
    tools: { "aks-lb-lab": "1.2.3" },
    nodes: [
      { node: "node1", kubelet: "v1.35.0", containerRuntime: "", kernel: "", osImage: "" },
      { node: "node2", kubelet: "v1.35.0" },
      { node: "node3", kubelet: "v1.35.0" },
    ],
  });
  expect(lab.clients[0]).toEqual({ name: "client-a", address: "198.51.100.10" });
});
