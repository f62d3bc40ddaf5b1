import { delimiter, join } from "node:path";

/** PATH with the providers of the checkout's tests in front, for an engine that would download them otherwise. */
export function standInPath(project: string, ...more: readonly string[]): string {
  const folders = ["azure-native", "random"].map((name) => join(project, "tests", "standIns", name));
  return [...folders, ...more, process.env.PATH ?? ""].join(delimiter);
}
