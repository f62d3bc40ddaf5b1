import type { ExperimentResult, RunResult, SentTraffic } from "../experiments/result";
import { findingTable, verdictText } from "./findings";
import { painter, type Paint } from "./paint";
import { pathTables } from "./paths";
import { sightingTable } from "./sightings";
import { count, plain, requestNumber, short, shortPod } from "./words";

export interface TerminalOptions {
  readonly colour: boolean;
  /** The terminal's width. */
  readonly columns: number;
}

/** Wider than that, lines are harder to read and tables no clearer. */
const WIDEST = 110;

/** The result for people who read it in a terminal. */
export function terminalReport(result: RunResult, { colour, columns }: TerminalOptions): string {
  const paint = painter(colour);
  const width = Math.min(columns, WIDEST);
  const sections = result.experiments.map((experiment) => experimentText(experiment, width, paint));
  return [...sections, summary(result, paint)].join("\n\n");
}

function experimentText(experiment: ExperimentResult, width: number, paint: Paint): string {
  const heading = (text: string) => paint("bold", text);
  return [
    paint("bold", rule(`${experiment.name}: ${experiment.title}`, width)),
    ...wrap(experiment.question, width),
    "",
    ...circumstances(experiment),
    "",
    heading("Seen on each node's eth0"),
    sightingTable(experiment, paint),
    "",
    heading("Paths"),
    pathTables(experiment, paint),
    ...untold(experiment, paint),
    "",
    heading("Findings"),
    findingTable(experiment.findings, width, paint),
    "",
    ...wrap(experiment.explanation, width),
    paint("dim", `${experiment.source.title}: ${experiment.source.url}`),
  ].join("\n");
}

function circumstances({ traffic, ruleBefore, rule, changes, lines, cluster }: ExperimentResult): string[] {
  const told = changes?.map(({ operation, name }) => `${operation} ${plain(name)}`).join(", ");
  const before = ruleBefore.loadDistribution;
  const after = rule.loadDistribution;
  const { total, duplicate, foreign } = lines;
  const podName = cluster.pods.length === 1 ? plain : shortPod;
  const pods = cluster.pods.map(({ name, node }) => `${podName(name)} on ${short(node)}`);
  return [
    `  sent               ${sent(traffic)}`,
    `  to                 ${cluster.service.frontendIP}:${cluster.service.port}, behind it ${pods.join(", ")}`,
    `  load distribution  ${before === after ? after : `${before} before, ${after} now`}`,
    ...(told === undefined ? [] : [`  pulumi up          ${told === "" ? "changed nothing" : told}`]),
    `  captured           ${count(total, "line")}, of them ${duplicate} duplicate and ${foreign} foreign`,
  ];
}

function sent(traffic: readonly SentTraffic[]): string {
  const [first] = traffic;
  if (first === undefined) return "nothing";
  const { client, requests, concurrency, keepAlive } = first;
  const whom = traffic.length === 1 ? plain(client) : `each of ${traffic.length} clients`;
  const atATime = concurrency > 1 ? `, ${concurrency} at a time` : "";
  const connections = keepAlive ? count(concurrency, "connection") : "a connection each";
  return `${count(requests, "request")} from ${whom}${atATime}, ${connections}`;
}

/** Requests of which something is missing or does not agree. */
function untold({ requests }: ExperimentResult, paint: Paint): string[] {
  const SHOWN = 10;
  const amiss = requests.filter(({ complete }) => !complete);
  if (amiss.length === 0) return [];
  const lines = amiss
    .slice(0, SHOWN)
    .flatMap(({ id, missing, disagreements }) => [
      ...missing.map(({ piece, detail }) => `  ${requestNumber(id)}: no ${piece}: ${plain(detail)}`),
      ...disagreements.map((sentence) => `  ${requestNumber(id)}: ${plain(sentence)}`),
    ]);
  const more = amiss.length > SHOWN ? [`  … and ${amiss.length - SHOWN} more requests`] : [];
  return ["", paint("red", `Not told in full: ${count(amiss.length, "request")}`), ...lines, ...more];
}

function summary({ experiments, holds, milliseconds }: RunResult, paint: Paint): string {
  const verdicts = experiments.map(
    ({ name, title, holds }) =>
      `  ${verdictText(holds ? "holds" : "contradicted", paint)}  ${name}: ${title}`,
  );
  const held = experiments.filter(({ holds }) => holds).length;
  const words = `${held} of ${count(experiments.length, "finding")} hold${experiments.length === 1 ? "s" : ""}, after ${(milliseconds / 1000).toFixed(1)} s`;
  return [...verdicts, paint(holds ? "green" : "red", words)].join("\n");
}

function rule(text: string, width: number): string {
  return `── ${text} ${"─".repeat(Math.max(0, width - text.length - 4))}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of plain(text).split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
