import { execa } from "execa";
import { join } from "node:path";
import { waitFor } from "../../../system/deadline";
import type { Checkout } from "./checkout";

/** A command of the lab that looks, from when it is ready. */
export async function looking({ project, state }: Checkout, args: readonly string[], ready: string) {
  const running = execa(process.execPath, [join(project, "cli", "lab.js"), ...args], {
    cwd: project,
    env: { LAB_STATE: state },
    reject: false,
    stdin: "ignore",
    all: true,
  });
  // From the beginning: what was printed before anybody waits is lost.
  const ended = running.then((result) => result);
  let said = "";
  running.all?.on("data", (part: Buffer) => (said += part.toString("utf8")));
  await waitFor({ what: `"${ready}" from lab ${args.join(" ")}`, seconds: 60 }, () =>
    said.includes(ready) ? true : undefined,
  );
  return {
    said: () => said,
    end: async (signal: NodeJS.Signals) => {
      running.kill(signal);
      return ended;
    },
  };
}

/** The objects among the lines of JSON that a command printed. */
export function objects<T>(stdout: string): T[] {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as T);
}
