import { gzipSync } from "node:zlib";
import { SENDER_PATH } from "../../../sender/place";

/** A shell's line editor takes no longer lines (busybox: 1,024), a terminal none above 4,095. */
const LINE = 76;

/** What is typed into a shell, in three moves: the order, the plan once the shell is ready for it, and the good-bye. */
export interface Script {
  readonly order: string;
  /** Printed when the shell reads the plan, on a line of its own. */
  readonly ready: string;
  readonly plan: string;
  /** Printed at the end, before the exit status. */
  readonly end: string;
}

export const GOOD_BYE = "exit\n";
/** Ctrl-C: the terminal ends what runs in the foreground, all of it. */
export const INTERRUPT = "\u0003";

/**
 * Runs the sender in a shell that has a terminal and knows nothing else. The plan goes compressed: less to type, and its checksum
 * tells whether it came whole.
 * @param mark letters that nobody else prints. The order has it in two parts, so that its echo is not taken for its output.
 */
export function senderScript(planLine: string, mark: string): Script {
  const plan = inLines(gzipSync(planLine).toString("base64"));
  const say = (word: string) => `echo "${mark.slice(0, 4)}""${mark.slice(4)}:${word}"`;
  const order = [
    "stty -echo -onlcr 2>/dev/null",
    say("ready"),
    `head -c ${plan.length} | base64 -d | gzip -dc | node ${SENDER_PATH}`,
    say("end $?"),
  ];
  return { order: `${order.join("; ")}\n`, ready: `${mark}:ready`, plan, end: `${mark}:end ` };
}

function inLines(text: string): string {
  const lines = text.match(new RegExp(`.{1,${LINE}}`, "g")) ?? [];
  return lines.map((line) => `${line}\n`).join("");
}

/** What the sender printed, and what else was said on its terminal. */
export interface Said {
  readonly status: number;
  readonly records: readonly string[];
  readonly complaints: readonly string[];
}

/** Reads the terminal's output; nothing until the end is told. */
export function saidBy(output: string, { ready, end }: Script): Said | undefined {
  const lines = output.split(/\r*\n/);
  const from = lines.findIndex((line) => line.endsWith(ready));
  const to = lines.findIndex((line, at) => at > from && line.includes(end));
  if (from < 0 || to < 0 || to === lines.length - 1) return undefined;
  const last = lines[to] ?? "";
  const status = Number(last.slice(last.indexOf(end) + end.length));
  const between = lines.slice(from + 1, to).filter(Boolean);
  return {
    status,
    records: between.filter((line) => line.startsWith("{")),
    complaints: between.filter((line) => !line.startsWith("{")),
  };
}
