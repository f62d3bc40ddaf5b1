import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import { Server } from "node:net";
import { handOver } from "../../../local/holder/launch";

/** A holder that hears everything and says nothing. */
class SilentHolder extends EventEmitter {
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;
  readonly heard: unknown[] = [];

  send(message: unknown): boolean {
    this.heard.push(message);
    return true;
  }
}

function handingOverTo(holder: SilentHolder, signal?: AbortSignal): Promise<void> {
  const launched = { process: holder as unknown as ChildProcess, holder: { pid: 1, startTime: "" } };
  return handOver(launched, new Server(), { progress: () => undefined, ...(signal && { signal }) });
}

it("is not begun when the abort has come before", async () => {
  const holder = new SilentHolder();
  await expect(handingOverTo(holder, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
  expect(holder.heard).toEqual([]);
});

it("is given up when the abort comes meanwhile", async () => {
  const holder = new SilentHolder();
  const abort = new AbortController();
  const over = handingOverTo(holder, abort.signal);
  abort.abort(new Error("enough"));
  await expect(over).rejects.toThrow("enough");
  expect(holder.heard).toEqual([{ kind: "start" }]);
});

it.each<[string, Partial<SilentHolder>, string]>([
  ["exited", { exitCode: 3 }, "exit code 3"],
  ["been killed", { signalCode: "SIGKILL" }, "exit code ?"],
])("does not wait for a holder that has %s already", async (_, change, expected) => {
  await expect(handingOverTo(Object.assign(new SilentHolder(), change))).rejects.toThrow(expected);
});

it("fails with what keeps the holder from being told", async () => {
  const holder = new SilentHolder();
  const over = handingOverTo(holder);
  holder.emit("error", new Error("channel closed"));
  await expect(over).rejects.toThrow("channel closed");
});
