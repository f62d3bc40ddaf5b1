import { join } from "node:path";

/** The folder of the `pulumi` that `lab env` puts first on PATH: the real one, and the stacks' files tidied behind it. */
export const PULUMI_FOLDER = join(__dirname, "bin");

/** Takes that folder off this process's PATH: whoever looks for `pulumi` there means a real one. */
export function lookBehindOwnPulumi(): void {
  const folders = (process.env.PATH ?? "").split(":");
  process.env.PATH = folders.filter((folder) => folder !== PULUMI_FOLDER).join(":");
}
