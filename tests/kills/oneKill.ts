import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { timeFactor, waitFor } from "../../system/deadline";
import type { HostSide } from "../vm/leftovers";
import type { Checkout } from "../e2e/support/checkout";
import { lookAtHost } from "../e2e/support/hostSide";
import { lab, type Ended } from "../e2e/support/lab";
import { labFolder } from "../e2e/support/stack";
import { leftBehind } from "./leftBehind";
import type { Kill, Operation } from "./plan";
import { processesOf, victimsAmong, type LabProcess } from "./processes";

const TOGGLE =
  "node cli/lab.js pulumi config set sessionAffinity ClientIP && node cli/lab.js pulumi up --yes --skip-preview";
const COMMANDS: Readonly<Record<Operation, string>> = {
  up: "node cli/lab.js up",
  toggle: TOGGLE,
  walk: "node cli/lab.js walk",
  down: "node cli/lab.js down",
};

/** Seconds for what was left alive to end or to do its work to the end. */
const SECONDS_TO_SETTLE = 30;

/**
 * Does one kill in a lab of `checkout` that is down before and after.
 * @param alone nobody else changes anything on the machine meanwhile
 * @returns one line for each thing that is not as it must be; none when all is well.
 */
export async function oneKill(
  checkout: Checkout,
  stack: string,
  kill: Kill,
  alone: boolean,
): Promise<string[]> {
  const before = alone ? lookAtHost() : undefined;
  const verb = (name: string): Promise<Ended> => lab(checkout, [name, "--stack", stack]);
  const ready = await verb(kill.operation === "up" ? "down" : "up");
  if (ready.code !== 0) return [`the lab to be killed is not as it must be: ${told(ready)}`];
  const killed = await runAndKill(checkout, stack, kill);
  console.log(`    killed ${killed ?? "nothing, the operation had ended"} (after ${kill.after} s)`);
  if (killed === undefined) return oneKill(checkout, stack, { ...kill, after: kill.after / 2 }, alone);
  const order = kill.first === "up" ? ["up", "down"] : ["down", "up", "down"];
  const problems: string[] = [];
  for (const name of order) {
    const ended = await verb(name);
    if (ended.code !== 0) problems.push(`\`lab ${name}\` failed: ${told(ended)}`);
    const left = name === "down" ? await lasting(checkout, stack, before) : [];
    problems.push(...left.map((line) => `after \`lab down\`: ${line}`));
    if (problems.length > 0) return problems;
  }
  return problems;
}

/** @returns what was killed, in words; nothing when the operation had ended before. */
async function runAndKill(
  { project, state }: Checkout,
  stack: string,
  kill: Kill,
): Promise<string | undefined> {
  const shell = spawn("bash", ["-c", COMMANDS[kill.operation]], {
    cwd: project,
    env: { ...process.env, LAB_STATE: state, PULUMI_STACK: stack },
    stdio: ["ignore", "pipe", "pipe"],
  });
  shell.stdout.resume();
  shell.stderr.resume();
  const ended = once(shell, "exit");
  await Promise.race([sleep(kill.after * timeFactor() * 1000), ended]);
  const victims = await firstVictims(shell, state, kill);
  for (const { pid } of victims) end(pid);
  // Who lost its terminal with the CLI sees no reader any more, as after the end of a terminal's window.
  shell.stdout.destroy();
  shell.stderr.destroy();
  // An engine or a CLI that was left alive tells of its end by itself; the user waits for it only where there is one to see.
  if (kill.victim !== "all" && kill.victim !== "cli") {
    await Promise.race([ended, sleep(180_000, undefined, { ref: false })]);
  }
  if (victims.length === 0) return undefined;
  return victims.length > 3 ? `${victims.length} processes` : victims.map(nameOf).join(", ");
}

/** The program and what it runs, without their folders. */
function nameOf({ command }: LabProcess): string {
  const words = command.split(" ").slice(0, 3);
  return words.map((word) => word.split("/").at(-1)).join(" ");
}

/** Those that are there now, or else the first that come before the operation is over. */
async function firstVictims(
  shell: ChildProcess,
  state: string,
  { victim }: Kill,
): Promise<readonly LabProcess[]> {
  while (shell.exitCode === null) {
    const victims = victimsAmong(processesOf(state), victim);
    if (victims.length > 0) return victims;
    await sleep(20);
  }
  return [];
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function lasting(checkout: Checkout, stack: string, before: HostSide | undefined): Promise<string[]> {
  const look = (): string[] =>
    leftBehind(checkout.state, checkout.project, labFolder(checkout, stack), before);
  const wait = { what: "nothing to be left", seconds: SECONDS_TO_SETTLE, every: 500 };
  await waitFor(wait, () => (look().length === 0 ? true : undefined)).catch(() => undefined);
  return look();
}

function told({ code, stdout, stderr }: Ended): string {
  const last = (text: string): string[] => text.trim().split("\n").slice(-25);
  return [`exit code ${code}`, ...last(stdout), ...last(stderr)].join("\n      ");
}
