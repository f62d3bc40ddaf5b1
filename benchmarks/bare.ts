import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { findImages } from "../local/images/find";
import { run } from "../system/command";
import { waitFor } from "../system/deadline";
import { projectDirectory, stateDirectory } from "../system/paths";
import { findToolchain } from "../toolchain/find";
import type { Run } from "./figures";
import { timed } from "./timed";

const CGROUP = "aks-lb-lab-bare";

/** The lab's programs without the lab: started by a shell, in namespaces that end with it. */
export async function bareCluster(): Promise<Pick<Run, "bareCluster" | "barePods">> {
  // Beside the lab's own state, so that links to the images' files are possible where the lab can make them.
  mkdirSync(stateDirectory(), { recursive: true });
  const folder = mkdtempSync(join(stateDirectory(), "bare-"));
  try {
    const namespaces = [
      "--pid",
      "--mount",
      "--net",
      "--ipc",
      "--uts",
      "--fork",
      "--kill-child=KILL",
      "--mount-proc",
    ];
    const script = ["bash", join(__dirname, "bare.sh"), folder, findImages().root];
    const printed = await run(["unshare", ...namespaces, ...script], {
      env: { PATH: `${findToolchain().path}:${process.env.PATH ?? ""}` },
      seconds: 120,
    });
    const milliseconds = Object.fromEntries(
      printed.split("\n").map((line) => line.split(" ") as [string, string]),
    );
    const seconds = (figure: string): number => Number(milliseconds[figure]) / 1000;
    return { bareCluster: seconds("nodes-ready"), barePods: seconds("pods") };
  } finally {
    await removeCgroups();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function removeCgroups(): Promise<void> {
  const hierarchies = readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, , type]) => type === "cgroup" || type === "cgroup2");
  for (const [, hierarchy = ""] of hierarchies) {
    const what = `the processes of ${join(hierarchy, CGROUP)} to be gone`;
    await waitFor({ what, seconds: 10 }, () => {
      removeTree(join(hierarchy, CGROUP));
      return true;
    });
  }
}

function removeTree(cgroup: string): void {
  let entries;
  try {
    entries = readdirSync(cgroup, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) if (entry.isDirectory()) removeTree(join(cgroup, entry.name));
  rmdirSync(cgroup);
}

/** `pulumi up` of a program that makes nothing, under `env`, which holds a backend: the engine's own share of every operation. */
export async function bareEngine(env: Readonly<Record<string, string>>): Promise<Pick<Run, "bareEngine">> {
  const folder = mkdtempSync(join(stateDirectory(), "bare-"));
  try {
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      "name: bare\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
    );
    writeFileSync(join(folder, "index.js"), 'require("@pulumi/pulumi");\n');
    symlinkSync(join(projectDirectory, "node_modules"), join(folder, "node_modules"));
    const pulumi = (...args: string[]): Promise<string> =>
      run(["pulumi", ...args, "--stack", "bare", "--non-interactive"], { cwd: folder, env });
    await pulumi("stack", "init");
    const seconds = await timed(() => pulumi("up", "--yes", "--skip-preview"));
    await pulumi("stack", "rm", "--yes");
    return { bareEngine: seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
