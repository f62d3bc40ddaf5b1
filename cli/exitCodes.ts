import { ProblemsError } from "../system/problems";
import { InterruptedError } from "./interrupt";

/** What `lab` tells its caller; part of the command's contract, so scripts may rely on it. */
export const exitCodes = {
  ok: 0,
  /** A finding of an experiment does not hold. */
  findingFailed: 1,
  /** Something the user set, typed or lacks. */
  usersProblem: 2,
  failed: 3,
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;

/** The exit code that stands for a thrown `error`. */
export function exitCodeFor(error: unknown): number {
  if (error instanceof ProblemsError) return exitCodes.usersProblem;
  if (error instanceof InterruptedError || isAbort(error)) return exitCodes.interrupted;
  return exitCodes.failed;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
