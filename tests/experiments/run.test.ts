import { existsSync } from "node:fs";
import { runExperiments } from "../../experiments/run";
import { ProblemsError } from "../../system/problems";
import { answerDebugPods, answerPods, fakeLab, service, type FakeLab } from "./fakeLab";
import { cluster } from "./fixtures";

// Programs are started here, and the machine may be busy.
jest.setTimeout(60_000);

let fake: FakeLab;

beforeEach(() => {
  fake = fakeLab();
});

afterEach(() => {
  fake.remove();
});

const never = new AbortController().signal;

function start(names: readonly string[], signal = never) {
  return runExperiments(names, fake.lab, { progress: () => undefined, signal });
}

/** What `names` are rejected with. */
async function failure(names: readonly string[], signal = never): Promise<unknown> {
  return start(names, signal).then(
    () => {
      throw new Error("the run was to fail");
    },
    (error: unknown) => error,
  );
}

function expectNothingLeft(): void {
  expect(fake.kubectl.captures()).toHaveLength(3);
  expect(fake.kubectl.captures().filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
}

describe("a run", () => {
  test("goes through all experiments in the catalogue's order, and every finding holds", async () => {
    const result = await start(["second-client", "affinity", "new-connections", "keep-alive"]);
    const seen = result.experiments.map(({ name, requests, lines, rule, changes }) => ({
      ...{ name, distribution: rule.loadDistribution, changed: changes?.length ?? null },
      ...{ requests: requests.length, complete: requests.filter(({ complete }) => complete).length },
      amiss: lines.total - lines.counted,
    }));
    const all = (count: number) => ({ requests: count, complete: count, amiss: 0 });
    expect(seen).toEqual([
      { name: "keep-alive", distribution: "Default", changed: null, ...all(10) },
      { name: "new-connections", distribution: "Default", changed: null, ...all(10) },
      { name: "affinity", distribution: "SourceIP", changed: 1, ...all(100) },
      { name: "second-client", distribution: "SourceIP", changed: null, ...all(36) },
    ]);
    const verdicts = result.experiments.flatMap(({ findings }) => findings.map(({ verdict }) => verdict));
    expect(verdicts).toHaveLength(17);
    expect(new Set(verdicts)).toEqual(new Set(["holds"]));
    expect(result).toMatchObject({ version: 1, lab: { name: "fake", target: "local" }, holds: true });
    expect(fake.asked).toEqual(['set {"sessionAffinity":"ClientIP"}', "restore"]);
    expect(fake.affinity()).toBe("None");
    expectNothingLeft();
  });

  test("reads the cluster as it is", async () => {
    const { experiments } = await start(["keep-alive"]);
    expect(experiments[0]?.cluster).toEqual(cluster);
    expect(fake.asked).toEqual(["restore"]);
  });

  test("marks each request's id with the run and the experiment, and never sends one twice", async () => {
    const { run, experiments } = await start(["keep-alive", "new-connections"]);
    const ids = experiments.flatMap(({ requests }) => requests.map(({ id }) => id));
    expect(new Set(ids).size).toBe(20);
    expect([ids[0], ids[19]]).toEqual([`${run}-keep-alive-01`, `${run}-new-connections-10`]);
  });

  test("ends with a contradiction and not with an error where the lab does not do what it should", async () => {
    // No capture tells of anything that is sent.
    fake.kubectl.captured = () => undefined;
    const { holds, experiments } = await start(["keep-alive"]);
    const [result] = experiments;
    expect([holds, result?.holds]).toEqual([false, false]);
    expect(result?.requests.filter(({ complete }) => !complete)).toHaveLength(10);
    expect(result?.findings.find(({ name }) => name === "every-request-told")).toMatchObject({
      verdict: "contradicted",
      contradictedBy: result?.requests[0]?.id,
    });
  });
});

describe("what was set is restored, and no capture is left behind, when", () => {
  test.each<[string, () => void, string]>([
    [
      "a client cannot send",
      () => {
        fake.before.send = () => {
          if (fake.affinity() === "ClientIP") throw new Error("no such client");
        };
      },
      "no such client",
    ],
    [
      "pulumi up fails half way",
      () => {
        fake.before.set = () => {
          throw new Error("update failed");
        };
      },
      "update failed",
    ],
    [
      "a capture ends",
      () => {
        fake.before.send = () => {
          fake.kubectl.endCapture("node2");
        };
      },
      "the capture on node2 has ended: tshark: no more",
    ],
  ])("%s", async (_name, arrange, message) => {
    arrange();
    await expect(failure(["affinity"])).resolves.toThrow(message);
    expect(fake.asked).toEqual(['set {"sessionAffinity":"ClientIP"}', "restore"]);
    expect(fake.affinity()).toBe("None");
    expectNothingLeft();
  });

  test("it is aborted while clients send: they are told to stop, and the reason is told", async () => {
    const controller = new AbortController();
    const reason = new Error("Ctrl-C");
    const stopped: string[] = [];
    fake.before.send = (client, _sending, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          stopped.push(client.name);
          reject(new Error("sender ended"));
        });
        if (client.name === "client-i") controller.abort(reason);
      });
    expect(await failure(["second-client"], controller.signal)).toBe(reason);
    expect(stopped).toHaveLength(9);
    expect(fake.asked).toEqual(['set {"sessionAffinity":"ClientIP"}', "restore"]);
    expect(fake.affinity()).toBe("None");
    expectNothingLeft();
  });

  test("it is aborted while it waits for the load balancer", async () => {
    const controller = new AbortController();
    const reason = new Error("Ctrl-C");
    fake.before.rules = () => {
      if (fake.affinity() === "None") return;
      controller.abort(reason);
      throw new Error("not yet");
    };
    expect(await failure(["affinity"], controller.signal)).toBe(reason);
    expect(fake.asked).toEqual(['set {"sessionAffinity":"ClientIP"}', "restore"]);
    expectNothingLeft();
  });

  test("one client fails: the others are told to stop", async () => {
    const stopped: string[] = [];
    fake.before.send = (client, _sending, signal) => {
      if (client.name === "client-c") throw new Error("no such client");
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          stopped.push(client.name);
          reject(new Error("sender ended"));
        });
      });
    };
    await expect(failure(["second-client"])).resolves.toThrow("no such client");
    expect(stopped).toHaveLength(8);
    expect(fake.asked.at(-1)).toBe("restore");
    expectNothingLeft();
  });

  test("restoring fails too: both are told", async () => {
    fake.before.send = () => {
      throw new Error("no such client");
    };
    fake.before.restore = () => {
      throw new Error("the engine is gone");
    };
    expect(await failure(["affinity"])).toMatchObject({
      errors: [new Error("no such client"), new Error("the engine is gone")],
    });
  });
});

describe("a run is refused before anything is set or captured", () => {
  test.each<[string, readonly string[], () => void, readonly string[]]>([
    [
      "for names that there are not",
      ["keep-alive", "hot-sopt", "constructor"],
      () => {
        fake.remove();
        fake = { ...fakeLab(), lab: {} as FakeLab["lab"] };
      },
      [
        "experiment: hot-sopt: is none that the lab knows. Choose from keep-alive, new-connections, affinity, second-client, affinity-through-scale, hot-spot, zone-crossing",
        "experiment: constructor: is none that the lab knows. Choose from keep-alive, new-connections, affinity, second-client, affinity-through-scale, hot-spot, zone-crossing",
      ],
    ],
    [
      "for a node without a debug pod that is ready",
      ["keep-alive"],
      () => {
        answerDebugPods(fake.kubectl, "node3");
      },
      [
        "debugger: node3: has no debug pod that is ready, so nothing can be captured there. Set it to true: `npx lab pulumi --stack fake config set debugger true && npx lab up --stack fake`",
      ],
    ],
    [
      "for a Service without a frontend IP",
      ["keep-alive"],
      () => {
        fake.kubectl.answer("/api/v1/namespaces/testapp/services/testapp", service("None", null));
      },
      [
        "service: testapp/testapp: has no frontend IP. See `npx lab status --stack fake`, and mend it with `npx lab up --stack fake`",
      ],
    ],
    [
      "for a Service without a ready pod",
      ["keep-alive"],
      () => {
        answerPods(fake.kubectl, false);
      },
      [
        "service: testapp/testapp: has no ready pod. See `npx lab status --stack fake`, and mend it with `npx lab up --stack fake`",
      ],
    ],
  ])("%s", async (_name, names, arrange, lines) => {
    arrange();
    const error = await failure(names);
    expect(error).toBeInstanceOf(ProblemsError);
    expect((error as Error).message.split("\n")).toEqual(lines);
    expect(fake.asked.filter((asked) => asked.startsWith("set"))).toEqual([]);
    expect(fake.kubectl.captures()).toEqual([]);
  });
});
