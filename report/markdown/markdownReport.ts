import type { Finding } from "../../experiments/findings/finding";
import type { ExperimentResult, RunResult } from "../../experiments/result";
import type { Distribution } from "../../experiments/statistics/statistics";
import { requestsOfStep, waysOf, WAY_WORDS } from "../ways";
import { count, oneIn, plain } from "../words";

/** The result as Markdown, for tickets and wikis: findings, ways and shares, without the single requests. */
export function markdownReport(result: RunResult): string {
  const { run, lab, startedAt, milliseconds, experiments } = result;
  const held = experiments.filter(({ holds }) => holds).length;
  const parts = [
    `# Load balancing lab ${text(lab.name)}, run ${text(run)}`,
    `${text(startedAt)}, ${(milliseconds / 1000).toFixed(1)} s, target ${lab.target}. ${held} of ${count(experiments.length, "experiment")} hold${experiments.length === 1 ? "s" : ""}.`,
    table(
      ["Verdict", "Experiment", "Requests"],
      experiments.map(({ holds, title, requests }) => [
        holds ? "holds" : "**fails**",
        title,
        requests.length,
      ]),
    ),
    ...experiments.flatMap(experimentParts),
    "## Versions",
    table(["What", "Version"], versions(result)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function experimentParts(experiment: ExperimentResult): readonly string[] {
  const { name, title, question, explanation, source, findings, steps } = experiment;
  return [
    `## ${text(title)}`,
    `\`${name}\`: ${text(question)}`,
    table(["Verdict", "Expected", "Seen"], findings.map(findingCells)),
    `${text(explanation)} See ${text(source.title)}: ${link(source.url)}.`,
    ...steps.flatMap((_, i) => stepParts(experiment, i)),
  ];
}

/** An address that is none of the web's is only text. */
function link(url: string): string {
  return /^https?:\/\/[^<>\s]*$/.test(url) ? `<${url}>` : text(url);
}

const VERDICTS = { holds: "holds", contradicted: "**fails**", undecided: "open" } as const;

function findingCells({ verdict, expected, seen, contradictedBy, falseAlarm }: Finding): readonly string[] {
  const by = contradictedBy === null ? "" : `; first contradicted by ${contradictedBy}`;
  const chance =
    falseAlarm === null ? "" : `; ${falseAlarm.event} by chance: ${oneIn(falseAlarm.probability)}`;
  return [VERDICTS[verdict], expected, `${seen}${by}${chance}`];
}

function stepParts(experiment: ExperimentResult, index: number): readonly string[] {
  const { steps, statistics, ruleBefore } = experiment;
  const [step, figures] = [steps[index], statistics[index]];
  if (step === undefined || figures === undefined) return [];
  const before = (steps[index - 1]?.rule ?? ruleBefore).loadDistribution;
  const ways = waysOf(requestsOfStep(experiment, index), step.cluster);
  const rows = ways.map(({ way, client, entryNode, snat, pod, podNode, requests }) => [
    ...[WAY_WORDS[way].name, client, entryNode ?? "?", way === "direct" ? "none" : (snat ?? "?")],
    ...[pod ?? "?", podNode ?? "?", requests.length],
  ]);
  const settings = Object.entries(step.settings).map(([name, value]) => `${name}: ${value}`);
  return [
    ...(steps.length > 1 ? [`### ${text(step.label)}`] : []),
    `Set ${text(settings.join(", ") || "nothing")}; load distribution ${before} before, ${step.rule.loadDistribution} after.`,
    table(["Way", "Client", "Entry node", "SNAT as", "Pod", "Pod's node", "Requests"], rows),
    table(
      ["Of", "Value", "Seen", "Share", "Expected"],
      [
        ...shares("entry nodes", figures.nodes),
        ...shares("pods", figures.pods),
        ...shares("zones", figures.zones),
      ],
    ),
  ];
}

function shares(of: string, { shares }: Distribution): readonly (readonly (string | number)[])[] {
  return shares.map(({ value, requests, share, expectedShare }) => [
    ...[of, value, requests],
    ...[share, expectedShare].map((each) => `${Math.round(each * 100)} %`),
  ]);
}

function versions({ lab }: RunResult): readonly (readonly string[])[] {
  return [
    ...Object.entries(lab.tools),
    ...lab.nodes.map(({ node, kubelet, containerRuntime }): [string, string] => [
      node,
      `kubelet ${kubelet}, ${containerRuntime}`,
    ]),
  ];
}

function table(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const cell = (content: string | number) =>
    typeof content === "number" || content === "**fails**" ? String(content) : text(content);
  return [line(titles), line(titles.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join("\n");
}

/** What Markdown, and the HTML in it, would take for more than letters, as such; a mention mentions nobody. */
function text(content: string): string {
  return plain(content)
    .replace(/[\\`*_[\]|#~]/g, (character) => `\\${character}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/@/g, "&#64;");
}
