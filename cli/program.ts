import { Command } from "commander";
import { exitCodes } from "./exitCodes";
import { stackHelp } from "./stackName";
import { verbs, type VerbModule } from "./verbs";

const EXAMPLES = `
Examples:
  npx lab tour                      the whole lab on a fresh machine, then nothing of it
  npx lab up                        stand it up and leave it up
  npx lab walk                      the four findings
  npx lab status --json             for scripts
  npx lab ssh node1                 a shell where tshark runs
  npx lab exec client-a -- curl -s http://203.0.113.10/r/hello
  eval "$(npx lab env)"             then plain pulumi and kubectl are about this lab

Exit codes: ${exitCodes.ok} done, ${exitCodes.findingFailed} a finding does not hold, ${exitCodes.usersProblem} something \
to mend, ${exitCodes.failed} failed, ${exitCodes.interrupted} Ctrl-C.
Variables: LAB_TIME_FACTOR stretches every deadline on a slow machine, LAB_CACHE and LAB_STATE move the folders, LAB_BACKEND=login
keeps the state of local stacks where Pulumi is logged in to, LAB_DEBUG=1 shows stacks of errors.`;

/** The command line of `lab`. A verb's file is loaded when the verb is called, by `load`. */
export function labCommand(load: (verb: string) => VerbModule): Command {
  const program = new Command("lab")
    .description("An Azure load balancing lab: AKS and its load balancer, or the same on one Linux machine")
    .option("--stack <name>", stackHelp)
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError("(--help tells more)")
    .addHelpText("after", EXAMPLES);
  for (const [heading, group] of Object.entries(verbs)) {
    program.commandsGroup(heading);
    for (const { name, summary } of group) {
      program.command(name).summary(summary).description(sentence(summary)).exitOverride();
    }
  }
  return program.hook("preSubcommand", (_program, command) => {
    load(command.name()).define(command);
  });
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}
