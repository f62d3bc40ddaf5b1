import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../system/command";
import { ProblemsError } from "../../system/problems";

/** A program that builds images and runs containers, and what its commands are to be started with. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  readonly env: Readonly<Record<string, string>>;
}

const NAMES = ["podman", "docker"];

/**
 * The engine called `wanted`, or the first of podman and docker that answers. `folder` takes settings that this machine needs.
 * @throws ProblemsError that names what each engine lacks.
 */
export async function findEngine(wanted: string | undefined, folder: string): Promise<Engine> {
  const failures: string[] = [];
  for (const name of NAMES.filter((each) => wanted === undefined || each === wanted)) {
    try {
      // Not the version: docker tells that without the daemon that it can do nothing without.
      await run([name, "info"], { seconds: 30 });
      const env = name === "podman" ? await podmanSettings(folder) : {};
      return { name, version: await run([name, "--version"]), env };
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message.split("\n").slice(0, 2).join(" ")}`);
    }
  }
  const value = failures.length > 0 ? failures.join("; ") : (wanted ?? "none");
  const wayOut = "Install podman (`sudo apt-get install podman`) or start docker, and run this as root";
  throw new ProblemsError([{ key: "container engine", value, rule: "podman or docker must answer", wayOut }]);
}

interface PodmanInfo {
  readonly host: { readonly cgroupVersion: string; readonly ociRuntime: { readonly name: string } };
}

/** Two peculiarities of machines that are containers or small machines themselves; elsewhere podman keeps its own settings. */
async function podmanSettings(folder: string): Promise<Readonly<Record<string, string>>> {
  const { host } = JSON.parse(await run(["podman", "info", "--format", "json"])) as PodmanInfo;
  const lines = [...limits(), ...runtime(host)];
  if (lines.length === 0) return {};
  const file = join(folder, "containers.conf");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return { CONTAINERS_CONF: file };
}

/** Where root may not raise limits (CAP_SYS_RESOURCE, bit 24), podman's own for containers are beyond what there is. */
function limits(): string[] {
  const status = readFileSync("/proc/self/status", "utf8");
  const capabilities = BigInt(`0x${/^CapEff:\s+([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  if ((capabilities >> 24n) & 1n) return [];
  const files = /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
  // conmon lowers the number of processes to this one.
  return ["[containers]", `default_ulimits = ["nofile=${files}:${files}", "nproc=32768:32768"]`];
}

/** crun refuses a tree of cgroup version 2 with controllers beside version 1; runc does not mind. */
function runtime({ cgroupVersion, ociRuntime }: PodmanInfo["host"]): string[] {
  const beside = "/sys/fs/cgroup/unified/cgroup.controllers";
  const refused = cgroupVersion === "v1" && ociRuntime.name === "crun" && existsSync(beside);
  if (!refused || readFileSync(beside, "utf8").trim() === "") return [];
  return ["[engine]", 'runtime = "runc"'];
}
