import type { Command } from "commander";
import { prepare } from "../prepare";

export function define(command: Command): void {
  command
    .addHelpText(
      "after",
      `
Programs are built from pinned sources, or downloaded where their publishers can be reached; images are made from Debian
packages, or pulled. Both are kept in the cache: the first time takes minutes, every other one a second. An interrupted
preparation goes on where it was. \`npx lab up\` prepares by itself what is missing.`,
    )
    .action(() => prepare());
}
