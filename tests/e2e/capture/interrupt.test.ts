import { execa } from "execa";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { changedFiles } from "../support/checkout";
import { processesNaming } from "../support/hostSide";
import { lab, succeeding } from "../support/lab";
import { PATIENCE_MS, withLab } from "../support/withLab";

/** How often a run is interrupted, each time at another moment. */
const MOMENTS = 3;

/** Milliseconds within which a run of all experiments is certain to be at work. */
const AT_WORK = 30_000;

const held = withLab();

const kubectl = async (...args: string[]): Promise<string> =>
  (await succeeding(lab(held.checkout, ["kubectl", ...args]))).stdout;

/** Runs all experiments and presses Ctrl-C after a while, as a terminal does: all programs of the command hear of it. */
async function interrupted(milliseconds: number) {
  const { project, state } = held.checkout;
  const running = execa(process.execPath, [join(project, "cli", "lab.js"), "run", "--all"], {
    cwd: project,
    env: { LAB_STATE: state },
    reject: false,
    stdin: "ignore",
    detached: true,
  });
  await sleep(milliseconds);
  if (running.pid === undefined) throw new Error("the run has not started");
  process.kill(-running.pid, "SIGINT");
  const { exitCode, signal, stderr } = await running;
  // As a shell counts it, should the command not have come to listen yet.
  return { exitCode: signal === "SIGINT" ? 130 : exitCode, stderr };
}

/** All that a run changes or starts. */
async function traces() {
  const settings = await kubectl(
    ...["--namespace", "testapp", "get", "services,deployments", "--output"],
    `jsonpath={range .items[*]}{.kind} {.spec.sessionAffinity} {.spec.externalTrafficPolicy} {.spec.replicas}{"\\n"}{end}`,
  );
  const debuggers = await kubectl("--namespace", "node-debugger", "get", "pods", "--output", "name");
  const inPods = await Promise.all(
    debuggers
      .split("\n")
      .map((pod) =>
        kubectl("--namespace", "node-debugger", "exec", pod, "--", "ps", "-e", "--format", "comm"),
      ),
  );
  return {
    settings,
    inPods,
    files: changedFiles(held.checkout),
    // The lab itself, but no command, no engine and no sender.
    processes: processesNaming(held.checkout.project).sort(),
  };
}

it(
  `leaves nothing behind when Ctrl-C is pressed at ${MOMENTS} moments`,
  async () => {
    const before = await traces();
    expect(before.settings).toContain("Service None Cluster");
    for (let i = 0; i < MOMENTS; i += 1) {
      const milliseconds = Math.round(Math.random() * AT_WORK);
      const { exitCode, stderr } = await interrupted(milliseconds);
      const context = { milliseconds, stderr };
      expect({ exitCode, ...context }).toEqual({ exitCode: 130, ...context });
      expect({ ...(await traces()), ...context }).toEqual({ ...before, ...context });
    }
  },
  MOMENTS * PATIENCE_MS,
);
