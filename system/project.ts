import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "./paths";

/**
 * The Pulumi project's name, the namespace of its configuration and its part of every URN: `aks-lb-lab`, or what `pulumi new`
 * has made of it. Read without a YAML parser, which would be the slowest part of many a command.
 */
export const PROJECT_NAME = readName();

function readName(): string {
  const file = join(projectDirectory, "Pulumi.yaml");
  const name = /^name:\s*(["']?)([\w.-]+)\1\s*(#.*)?$/m.exec(readFileSync(file, "utf8"))?.[2];
  if (name === undefined) throw new Error(`${file} has no line with the project's name`);
  return name;
}
