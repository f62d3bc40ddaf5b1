import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Command } from "commander";
import { columns } from "../cli/columns";
import { parseLine } from "../experiments/capture/line";
import { pathOf } from "../experiments/join/pathOf";
import { Sightings, type LineCount } from "../experiments/join/sightings";
import { cluster, NODES, requestCount, sentRequest, writeLines } from "./captures";

const SIZES = [10_000, 100_000, 1_000_000];

/** What one size came to, in a process of its own. */
interface Measured {
  /** From the first captured byte read to the last line sorted by its request. */
  readonly collect: number;
  /** From there to the last path. */
  readonly paths: number;
  /** Of all processors, over both: on a machine that others use too, the better figure. */
  readonly processor: number;
  /** The process's peak, all included. */
  readonly megabytes: number;
  readonly count: LineCount;
  readonly complete: number;
}

/** Joins `lines` captured lines from the files in `folder`, as a run does. */
async function measure(folder: string, lines: number): Promise<Measured> {
  const requests = requestCount(lines);
  // What the clients told is there before any capture is read.
  const sent = Array.from({ length: requests }, (_, index) => sentRequest(index));
  const start = performance.now();
  const before = process.cpuUsage();
  const sightings = new Sightings(
    cluster.nodes,
    sent.map(({ id }) => id),
  );
  await Promise.all(
    NODES.map(async (node) => {
      const reader = createInterface({ input: createReadStream(join(folder, node)) });
      const ended = new Promise((resolve) => reader.once("close", resolve));
      reader.on("line", (line) => {
        sightings.add(node, parseLine(line));
      });
      await ended;
    }),
  );
  const collected = performance.now();
  let complete = 0;
  for (const request of sent) {
    if (pathOf("client-a", request, sightings.of(request.id), cluster).complete) complete += 1;
  }
  const end = performance.now();
  const used = process.cpuUsage(before);
  return {
    collect: (collected - start) / 1000,
    paths: (end - collected) / 1000,
    processor: (used.user + used.system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
    count: sightings.lines(),
    complete,
  };
}

/** The same in a process of its own, whose memory is then its own too. */
function measureAlone(lines: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), "lab-join-"));
  try {
    writeLines(folder, lines);
    const args = ["--require", "tsx/cjs", __filename, "--folder", folder, "--lines", String(lines)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ collect, paths, processor, megabytes, count, complete }) => [
    ...[count.total, complete, count.duplicate, count.foreign].map((number) =>
      number.toLocaleString("en-US"),
    ),
    ...[collect, paths, collect + paths, processor].map((seconds) => `${seconds.toFixed(2)} s`),
    `${(((collect + paths) / count.total) * 1e6).toFixed(2)} us`,
    `${Math.round(megabytes)} MB`,
  ]);
  const head = [
    "LINES",
    "REQUESTS",
    "DUPLICATE",
    "FOREIGN",
    "COLLECT",
    "PATHS",
    "BOTH",
    "PROCESSOR",
    "A LINE",
    "PEAK MEMORY",
  ];
  return columns([head, ...rows]).join("\n");
}

interface Options {
  readonly lines?: string;
  readonly folder?: string;
  readonly json?: true;
}

async function main({ lines, folder, json }: Options): Promise<void> {
  if (folder !== undefined) {
    console.log(JSON.stringify(await measure(folder, Number(lines))));
    return;
  }
  const measured = (lines === undefined ? SIZES : [Number(lines)]).map(measureAlone);
  console.log(json === true ? JSON.stringify(measured, null, 2) : table(measured));
}

new Command("bench:join")
  .description("How long captured lines take to become paths, and how much memory.")
  .option("--lines <number>", "only so many lines")
  .option("--folder <folder>", "measure here, the captured lines of that folder")
  .option("--json", "print it as JSON")
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
