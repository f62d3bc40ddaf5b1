import { spawn, spawnSync } from "node:child_process";
import type { Problem } from "./problems";
import { variablesForRoot } from "./variablesForRoot";

/** `argv` as root: as it is for root itself, by sudo that asks nothing for others. */
export function asRoot(argv: readonly string[]): readonly string[] {
  return isRoot() ? argv : ["sudo", "-n", "--", ...argv];
}

/**
 * What runs a program of this project again as root, with the user's own caches, state and way to the network: sudo drops the
 * variables. Those that may hold a proxy's password are only named here, since everyone can read a command line.
 */
export function againAsRoot(file: string, ...args: readonly string[]): readonly string[] {
  const program = [process.execPath, "--require", require.resolve("tsx/cjs"), file, ...args];
  if (isRoot()) return program;
  const { named, preserved } = variablesForRoot(process.env);
  return ["sudo", "-n", ...preserved, "--", "env", ...named, ...program];
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Less than the five minutes for which the strictest of the common settings remember a password. */
const TICKET_MS = 60_000;

/** Does `work`, and keeps sudo from forgetting meanwhile that the user has given the password; it asks for nothing. */
export async function keepingRoot<T>(work: () => Promise<T>): Promise<T> {
  if (isRoot()) return work();
  const timer = setInterval(() => {
    // Where sudo is not there or has forgotten already, those who need it say so.
    spawn("sudo", ["-n", "true"], { stdio: "ignore", env: process.env }).on("error", () => undefined);
  }, TICKET_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** What keeps this user from becoming root where that is needed. */
export function rootProblems(): Problem[] {
  if (isRoot() || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) return [];
  return [notRoot("and sudo asks for a password or is not there")];
}

/** What keeps this very process from doing what takes root: sudo does not help it any more. */
export function processRootProblems(): Problem[] {
  return isRoot() ? [] : [notRoot("and this process was not started by sudo")];
}

function notRoot(why: string): Problem {
  return {
    key: "root",
    value: `user id ${process.getuid?.() ?? "unknown"}, ${why}`,
    rule: "a local cluster's network namespaces need root",
    wayOut: "Run `sudo -v` first, allow this user sudo without a password, or run as root",
  };
}
