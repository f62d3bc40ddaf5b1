import { InterruptedError } from "./interrupt";
import { ProblemsError, type Problem } from "../system/problems";

/** What the terminal shows for `error`, without a final newline; with stacks and causes when `debug`. */
export function renderError(error: unknown, debug: boolean): string {
  if (error instanceof ProblemsError) return renderProblems(error.problems);
  if (!(error instanceof Error)) return `lab: ${String(error)}`;
  if (error instanceof InterruptedError) return `lab: ${error.message}`;
  const lines = [`lab: ${error.message}`, ...causes(error).map((cause) => `because: ${cause.message}`)];
  if (debug) lines.push(...[error, ...causes(error)].map((each) => each.stack ?? each.message));
  else lines.push("(LAB_DEBUG=1 shows where; the lab's logs: npx lab status)");
  return lines.join("\n");
}

/** A block for each problem, its parts under each other: key, value, rule, way out. */
export function renderProblems(problems: readonly Problem[]): string {
  const width = Math.max(...problems.map(({ key }) => key.length));
  const indent = " ".repeat(width + 4);
  const heading = problems.length === 1 ? "One thing to mend:" : `${problems.length} things to mend:`;
  const blocks = problems.map(({ key, value, rule, wayOut }) =>
    [`  ${key.padEnd(width)}  ${value}`, `${indent}${rule}`, `${indent}-> ${wayOut}`].join("\n"),
  );
  return [heading, ...blocks].join("\n");
}

/** The chain of causes whose messages say something new. */
function causes(error: Error): Error[] {
  const { cause } = error;
  if (!(cause instanceof Error)) return [];
  const rest = causes(cause);
  return error.message.includes(cause.message) ? rest : [cause, ...rest];
}
