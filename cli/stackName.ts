import type { Command } from "commander";
import { refuse, type Problem } from "../system/problems";
import { PROJECT_NAME } from "../system/project";
import { DEFAULT_STACK } from "../system/stackFlag";

/** `--stack`, on a verb as well as before it. */
export function withStack(command: Command): Command {
  return command.option("--stack <name>", stackHelp);
}

export const stackHelp = `the Pulumi stack, which names the lab too (default: $PULUMI_STACK or "${DEFAULT_STACK}")`;

/**
 * The stack that `command` is about: its own `--stack`, the one before the verb, Pulumi's own variable, or the default.
 * @throws ProblemsError for a name that cannot name a folder, a cgroup and a Kubernetes context.
 */
export function stackOf(command: Command, env: NodeJS.ProcessEnv = process.env): string {
  const given = [command, command.parent].map((each) => each?.opts<{ stack?: string }>().stack);
  const name =
    [...given, env.PULUMI_STACK].find((each) => each !== undefined && each !== "") ?? DEFAULT_STACK;
  const parts = name.split("/");
  const last = parts.at(-1) ?? name;
  // What a backend of files calls its stacks.
  const isOwnName = parts[0] === "organization" && [last, `${PROJECT_NAME}/${last}`].includes(rest(parts));
  const short = isOwnName ? last : name;
  refuse(parts.length > 1 && !isOwnName ? [fullName(name, parts)] : nameProblems(short));
  return short;
}

function rest(parts: readonly string[]): string {
  return parts.slice(1).join("/");
}

function nameProblems(name: string): Problem[] {
  if (/^[a-z][a-z0-9-]{0,30}$/.test(name)) return [];
  return [
    {
      key: "--stack",
      value: JSON.stringify(name),
      rule: "a stack's name is lower-case letters, digits and dashes, begins with a letter and has at most 31",
      wayOut: "Choose such a name, as in `npx lab up --stack second`",
    },
  ];
}

/** Its last part alone would be about a stack of the default organization, which may be another one. */
function fullName(name: string, parts: readonly string[]): Problem {
  return {
    key: "--stack or PULUMI_STACK",
    value: JSON.stringify(name),
    rule: "is a stack's full name; the lab takes the last part, and looks for it in Pulumi's default organization",
    wayOut: `Give ${JSON.stringify(parts.at(-1))}; \`pulumi org set-default ${parts[0] ?? ""}\` chooses the organization`,
  };
}
