import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../system/paths";

/** The folder that is all the context an image is built from. */
export const CONTEXT = join(projectDirectory, ".devcontainer");

/** The instructions of the Containerfile, continued lines as one and comments left out. */
export function instructions(): string[] {
  return readFileSync(join(CONTEXT, "Containerfile"), "utf8")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replaceAll(/\s+/g, " "));
}

/** The published image that the Containerfile begins with. */
export function publishedBase(): string {
  const base = instructions().find((line) => line.startsWith("ARG BASE="));
  return base?.slice("ARG BASE=".length) ?? "";
}
