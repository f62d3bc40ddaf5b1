import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { interruption } from "../../cli/interrupt";
import { runSteps, type Step } from "../../cli/progress/steps";
import { cacheDirectory, projectDirectory } from "../../system/paths";
import { refuse } from "../../system/problems";
import { processRootProblems } from "../../system/root";
import { watch } from "../../system/watchedCommand";
import type { HostSide } from "../vm/leftovers";
import { ensureBase } from "./base";
import { CONTEXT } from "./containerfile";
import { copyCaches, lookOutside, refuseLeftovers, runContainer, scenario } from "./containers";
import { findEngine, type Engine } from "./engine";

const IMAGE = "localhost/aks-lb-lab/container";

/**
 * Builds the image of `.devcontainer/` and lets both of its users stand a lab up, walk its findings and take it down again, in a
 * privileged container each: `npm run test:container`, and `npm run test:container -- docker` where podman is there too. Takes root.
 */
async function main(wanted: string | undefined): Promise<void> {
  refuse(processRootProblems());
  const all = join(cacheDirectory(), "container");
  mkdirSync(all, { recursive: true });
  const folder = mkdtempSync(join(all, "run-"));
  try {
    const engine = await findEngine(wanted, folder);
    console.error(engine.version);
    await runSteps(steps(engine, folder, interruption()));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function steps(engine: Engine, folder: string, signal: AbortSignal): Step[] {
  const ids: string[] = [];
  let base = "";
  let before: HostSide = {};
  const inContainer = (title: string, user: string, argv: readonly string[]): Step => ({
    title,
    run: async (progress) => {
      const name = `aks-lb-lab-test-${process.pid}`;
      ids.push(await runContainer({ engine, image: IMAGE, folder, name, user, argv, progress, signal }));
    },
  });
  return [
    {
      title: "caches",
      run: async (progress) => {
        const lab = join(projectDirectory, "cli", "lab.js");
        await watch([process.execPath, lab, "prepare"], progress, { signal });
        progress("copying them as links");
        await copyCaches(folder);
      },
    },
    {
      title: "base",
      run: async (progress) => {
        base = await ensureBase(engine, { folder, progress, signal });
      },
    },
    {
      title: "image",
      run: (progress) => {
        const args = ["build", "--build-arg", `BASE=${base}`, "--tag", IMAGE];
        const file = join(CONTEXT, "Containerfile");
        return watch([engine.name, ...args, "--file", file, CONTEXT], progress, { env: engine.env, signal });
      },
    },
    // The engine makes networks of its own at its first container, and keeps them.
    inContainer("an empty container", "root", ["true"]),
    {
      title: "this machine before",
      run: () => {
        before = lookOutside();
        return Promise.resolve();
      },
    },
    inContainer("docker run", "root", scenario("root")),
    inContainer("devcontainer", "node", scenario("node")),
    { title: "nothing is left outside", run: () => refuseLeftovers(before, ids) },
  ];
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
