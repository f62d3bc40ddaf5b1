import type { ExperimentResult, RunResult, SentTraffic, StepResult } from "../experiments/result";
import { findingTable, verdictText } from "./findings";
import { painter, type Paint } from "./paint";
import { pathTables } from "./paths";
import { seenInStep } from "./seen";
import { sightingTable } from "./sightings";
import { statisticsTable } from "./statistics";
import { requestsOfStep } from "./ways";
import { count, plain, requestNumber, short, shortPod, wrapped } from "./words";

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
    ...wrapped(plain(experiment.question), width),
    "",
    ...(experiment.steps.length === 1 ? [] : [captured(experiment), ""]),
    ...experiment.steps.flatMap((step, index) => [...stepText(experiment, step, index, width, paint), ""]),
    ...untold(experiment, paint),
    heading("Findings"),
    findingTable(experiment.findings, width, paint),
    "",
    ...wrapped(plain(experiment.explanation), width),
    paint("dim", `${experiment.source.title}: ${experiment.source.url}`),
  ].join("\n");
}

function stepText(
  experiment: ExperimentResult,
  step: StepResult,
  index: number,
  width: number,
  paint: Paint,
): string[] {
  const { steps, statistics, ruleBefore } = experiment;
  const counted = statistics[index];
  const own = requestsOfStep(experiment, index);
  const heading = (text: string) => paint("bold", text);
  const several = steps.length > 1;
  return [
    ...(several ? [heading(`Step ${index + 1} of ${steps.length}: ${plain(step.label)}`)] : []),
    ...circumstances(step, (steps[index - 1]?.rule ?? ruleBefore).loadDistribution),
    ...(several ? [] : [captured(experiment)]),
    "",
    heading("Seen on each node's eth0"),
    sightingTable(seenInStep(experiment, index), paint),
    "",
    heading("Paths"),
    pathTables(own, step.cluster, paint),
    ...(counted === undefined
      ? []
      : [
          "",
          heading("Shares, beside what a uniform hash gives on average"),
          statisticsTable(counted, width, paint),
        ]),
  ];
}

function circumstances({ traffic, rule, changes, cluster }: StepResult, before: string): string[] {
  const told = changes?.map(({ operation, name }) => `${operation} ${plain(name)}`).join(", ");
  const after = rule.loadDistribution;
  const podName = cluster.pods.length === 1 ? plain : shortPod;
  const pods = cluster.pods.map(({ name, node }) => `${podName(name)} on ${short(node)}`);
  return [
    `  sent               ${sent(traffic)}`,
    `  to                 ${cluster.service.frontendIP}:${cluster.service.port}, behind it ${pods.join(", ")}`,
    `  load distribution  ${before === after ? after : `${before} before, ${after} now`}`,
    ...(told === undefined ? [] : [`  pulumi up          ${told === "" ? "changed nothing" : told}`]),
  ];
}

function captured({ lines: { total, duplicate, foreign, lost } }: ExperimentResult): string {
  const missing = lost === 0 ? "" : `; ${lost} lost`;
  return `  captured           ${count(total, "line")}, of them ${duplicate} duplicate and ${foreign} foreign${missing}`;
}

function sent(traffic: readonly SentTraffic[]): string {
  const [first] = traffic;
  if (first === undefined) return "nothing";
  const { client, requests, concurrency, keepAlive } = first;
  const clients = new Set(traffic.map((each) => each.client)).size;
  const whom = clients === 1 ? plain(client) : `each of ${clients} clients`;
  // A client's parts are alike, and sent at the same time.
  const parts = traffic.length / clients;
  const atATime = concurrency * parts > 1 ? `, ${concurrency * parts} at a time` : "";
  const connections = keepAlive ? count(concurrency * parts, "connection") : "a connection each";
  return `${count(requests * parts, "request")} from ${whom}${atATime}, ${connections}`;
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
  return [paint("red", `Not told in full: ${count(amiss.length, "request")}`), ...lines, ...more, ""];
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
