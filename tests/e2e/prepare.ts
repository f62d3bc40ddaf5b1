import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectDirectory } from "../../system/paths";
import { removeAbandoned } from "./support/testFolder";

/** Before any end-to-end test: nothing of killed ones, and programs and images, which take minutes the first time; progress is shown. */
export default async function prepare(): Promise<void> {
  await removeAbandoned();
  const command = join(projectDirectory, "cli", "lab.js");
  execFileSync(process.execPath, [command, "prepare"], { stdio: ["ignore", "inherit", "inherit"] });
}
