import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { refuse } from "../system/problems";
import type { Experiment } from "./experiment";

/** The seed's own four, in the order in which they change the lab least: what `lab walk` walks. */
export const walk: readonly string[] = ["keep-alive", "new-connections", "affinity", "second-client"];

/** All experiments: those of the walk, then the others by name. Each file in `experiments/catalogue/` holds one. */
export const experiments: readonly Experiment[] = inOrder(loadExperiments(join(__dirname, "catalogue")));

/**
 * The experiments in the files of `folder`.
 * @throws Error for a file without one, or with one of another name.
 */
export function loadExperiments(folder: string): readonly Experiment[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .map((file) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- which files there are is known only now
      const { experiment } = require(join(folder, file)) as { readonly experiment?: Experiment };
      const { name } = parse(file);
      if (experiment?.name === name) return experiment;
      const found = experiment === undefined ? "exports none" : `exports one called ${experiment.name}`;
      throw new Error(
        `${join(folder, file)} must export \`experiment\`, with the name "${name}"; it ${found}`,
      );
    });
}

function inOrder(all: readonly Experiment[]): readonly Experiment[] {
  const place = ({ name }: Experiment) => (walk.includes(name) ? walk.indexOf(name) : walk.length);
  return [...all].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

/**
 * The experiments called `names`, each once, in the catalogue's order.
 * @throws ProblemsError for each name that there is not.
 */
export function findExperiments(names: readonly string[]): readonly Experiment[] {
  const known = experiments.map(({ name }) => name);
  refuse(
    names
      .filter((name) => !known.includes(name))
      .map((name) => ({
        key: "experiment",
        value: name,
        rule: "is none that the lab knows",
        wayOut: `Choose from ${known.join(", ")}`,
      })),
  );
  return experiments.filter(({ name }) => names.includes(name));
}
