import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { handOnControllers, takeBackControllers } from "../../../local/controllers";
import { ProblemsError } from "../../../system/problems";

/** What a container's root cgroup looks like after a step of a lab's life in it. */
export interface RootState {
  readonly step: string;
  readonly processes: number;
  readonly switchedOn: readonly string[];
  readonly below: readonly string[];
  /** What the step was refused for. */
  readonly refused?: string;
}

// Started in a cgroup namespace whose root is mounted at the folder that the first argument names; prints the states as JSON.
const root = process.argv[2] ?? "";
const all = join(root, "aks-lb-lab");
const lab = join(all, "lab");

const steps: Readonly<Record<string, () => void>> = {
  container: () => undefined,
  up: () => {
    handOnControllers(root);
  },
  "another lab is up": () => {
    mkdirSync(lab, { recursive: true });
    takeBackControllers(root);
  },
  down: () => {
    rmdirSync(lab);
    takeBackControllers(root);
    if (existsSync(all)) rmdirSync(all);
  },
  "up again": () => {
    handOnControllers(root);
  },
  "down beside another user": () => {
    mkdirSync(join(root, "other"));
    for (const name of words("cgroup.subtree_control"))
      writeFileSync(join(root, "other", "cgroup.subtree_control"), `+${name}`);
    takeBackControllers(root);
  },
};

function look(): Omit<RootState, "step"> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return {
    processes: words("cgroup.procs").length,
    switchedOn: words("cgroup.subtree_control").sort(),
    below: entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort(),
  };
}

function words(file: string): string[] {
  return readFileSync(join(root, file), "utf8").split(/\s+/).filter(Boolean);
}

function refusal(act: () => void): { readonly refused?: string } {
  try {
    act();
    return {};
  } catch (error) {
    if (error instanceof ProblemsError) return { refused: error.message };
    throw error;
  }
}

const states = Object.entries(steps).map(([step, act]) => {
  const refused = refusal(act);
  return { step, ...look(), ...refused };
});
console.log(JSON.stringify(states));
