import { spawnSync } from "node:child_process";
import type { Problem } from "../system/problems";

/** `argv` as root: as it is for root itself, by sudo that asks nothing for others. */
export function asRoot(argv: readonly string[]): readonly string[] {
  return isRoot() ? argv : ["sudo", "-n", "--", ...argv];
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The variables that decide which lab a program finds, as words for `env`: sudo drops them. */
export function keptVariables(env: NodeJS.ProcessEnv = process.env): string[] {
  return Object.entries(env)
    .filter(([name]) => /^(PATH|HOME|(LAB|XDG)_\w+)$/.test(name))
    .map(([name, value = ""]) => `${name}=${value}`);
}

/** What keeps this user from being root where that is needed. */
export function rootProblems(): Problem[] {
  if (isRoot() || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) return [];
  return [
    {
      key: "root",
      value: `user id ${process.getuid?.() ?? "unknown"}, and sudo asks for a password or is not there`,
      rule: "a local cluster's network namespaces need root",
      wayOut: "Run `sudo -v` first, allow this user sudo without a password, or run as root",
    },
  ];
}
