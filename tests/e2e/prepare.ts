import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectDirectory } from "../../system/paths";

/** Before any end-to-end test: programs and images, which take minutes the first time; progress is shown. */
export default function prepare(): void {
  const command = join(projectDirectory, "cli", "lab.js");
  execFileSync(process.execPath, [command, "prepare"], { stdio: ["ignore", "inherit", "inherit"] });
}
