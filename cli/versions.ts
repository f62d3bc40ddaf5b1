import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../system/paths";

/** Versions for reports, by the name of what they are of: this lab, and what it runs by. */
export function toolVersions(): Readonly<Record<string, string>> {
  const lab = packageOf(projectDirectory);
  return {
    [lab.name]: lab.version,
    "Pulumi SDK": packageOf(join(projectDirectory, "node_modules", "@pulumi", "pulumi")).version,
    "Node.js": process.versions.node,
  };
}

function packageOf(folder: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name: string; version: string };
}
