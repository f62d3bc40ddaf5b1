import { execa } from "execa";
import { join } from "node:path";
import type { Checkout } from "./checkout";

/** How a command ended and what it printed. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npx lab …` as a user in the checkout would. Never throws for an exit code. */
export function lab(
  checkout: Checkout,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  return inCheckout(checkout, [process.execPath, join(checkout.project, "cli", "lab.js"), ...args], env);
}

/** Runs any command in the checkout, with the lab's state. */
export async function inCheckout(
  { project, state }: Checkout,
  [program = "", ...args]: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const ended = await execa(program, args, {
    cwd: project,
    env: { LAB_STATE: state, ...env },
    reject: false,
    stdin: "ignore",
  });
  return { code: ended.exitCode, stdout: ended.stdout, stderr: ended.stderr };
}

/** Plain `pulumi` as the README has it: `eval "$(npx lab env)"`, then the command. */
export function pulumi(checkout: Checkout, command: string): Promise<Ended> {
  return inCheckout(checkout, ["bash", "-c", `set -e; eval "$(node cli/lab.js env)"; ${command}`]);
}

/** Asserts that it went well, with all it printed when not. */
export async function succeeding(running: Promise<Ended>): Promise<Ended> {
  const ended = await running;
  if (ended.code !== 0) throw new Error(`exit code ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}
