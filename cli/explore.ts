import { writeFileSync } from "node:fs";
import type { PacketFiles } from "../experiments/capture/packetFolder";
import type { Lab } from "../experiments/lab";
import { runExperiments } from "../experiments/run";
import type { Target } from "../experiments/target";
import { NotThereError } from "../experiments/targets/azure/armErrors";
import { jsonReport } from "../report/json";
import { terminalReport } from "../report/terminal";
import { filesTold, makeFolder } from "./capture/filesTold";
import { interruption } from "./interrupt";
import { labOf } from "./labOf";
import { runSteps } from "./progress/steps";
import { refuseLostFile } from "./report/output";
import { saveResult } from "./report/savedResults";

type Result = Awaited<ReturnType<typeof runExperiments>>;

/**
 * Runs the experiments called `names` on the lab of `stack`, prints their report, and writes it to `jsonFile` too if given.
 * @param pcap a folder for all packets of the run.
 * @returns whether every finding holds.
 */
export async function explore(
  stack: string,
  names: readonly string[],
  jsonFile?: string,
  pcap?: string,
): Promise<boolean> {
  if (jsonFile !== undefined) refuseLostFile("--json", jsonFile);
  if (pcap !== undefined) makeFolder("--pcap", pcap);
  const result = await runNamed(names, await labOf(stack), pcap);
  saveResult(stack, result);
  if (jsonFile !== undefined) writeFileSync(jsonFile, jsonReport(result));
  const colour = process.stdout.isTTY && (process.env.NO_COLOR ?? "") === "";
  console.log(terminalReport(result, { colour, columns: columnsOfTerminal() }));
  return result.holds;
}

async function runNamed(names: readonly string[], lab: Lab, pcap: string | undefined): Promise<Result> {
  const results: Result[] = [];
  const kept: string[] = [];
  const packets =
    pcap === undefined
      ? {}
      : { packets: { folder: pcap, told: (files: PacketFiles) => kept.push(...filesTold(files)) } };
  await runSteps([
    {
      title: names.length === 1 ? `experiment ${names.join()}` : `${names.length} experiments`,
      run: async (progress) => {
        await askOnce(lab.target, interruption());
        results.push(await runExperiments(names, lab, { progress, signal: interruption(), ...packets }));
      },
    },
  ]).finally(() => {
    for (const line of kept) process.stderr.write(`${line}\n`);
  });
  const [result] = results;
  if (result === undefined) throw new Error("the experiments ended without a result");
  return result;
}

/** Azure's word on logins and roles first, rather than after minutes of waiting for what it does not tell. */
async function askOnce(target: Target, signal: AbortSignal): Promise<void> {
  if (target.kind === "local") return;
  try {
    await target.rules(signal);
  } catch (error) {
    // Not yet: the run waits for that.
    if (!(error instanceof NotThereError)) throw error;
  }
}

/** Files and pipes have room, and so has a serial line, whose terminal says that it has no columns at all. */
function columnsOfTerminal(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns : 120;
}
