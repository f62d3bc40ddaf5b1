import type { Command } from "commander";
import { refuse } from "../system/problems";
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
  refuse(
    /^[a-z][a-z0-9-]{0,30}$/.test(name)
      ? []
      : [
          {
            key: "--stack",
            value: JSON.stringify(name),
            rule: "a stack's name is lower-case letters, digits and dashes, begins with a letter and has at most 31",
            wayOut: "Choose such a name, as in `npx lab up --stack second`",
          },
        ],
  );
  return name;
}
