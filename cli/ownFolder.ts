import { join } from "node:path";

/** The folder that `lab env` puts first on PATH: `lab`, and a `pulumi` that is the real one with stacks' files tidied behind it. */
export const OWN_FOLDER = join(__dirname, "bin");

/** Takes that folder off this process's PATH: whoever looks for `pulumi` there means a real one. */
export function lookBehindOwnFolder(): void {
  const folders = (process.env.PATH ?? "").split(":");
  process.env.PATH = folders.filter((folder) => folder !== OWN_FOLDER).join(":");
}
