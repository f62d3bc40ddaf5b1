import type { Operation } from "../../../../local/provider/protocol/provider";

/** An operation that nobody watches, and what it told. */
export function operation(change: Partial<Operation> = {}): Operation & {
  readonly told: string[];
  readonly warned: string[];
} {
  const told: string[] = [];
  const warned: string[] = [];
  return {
    preview: false,
    signal: new AbortController().signal,
    timeoutSeconds: undefined,
    progress: (message) => told.push(message),
    warn: (message) => warned.push(message),
    told,
    warned,
    ...change,
  };
}
