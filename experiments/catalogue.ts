import { refuse } from "../system/problems";
import { affinity } from "./affinity";
import type { Experiment } from "./experiment";
import { keepAlive } from "./keepAlive";
import { newConnections } from "./newConnections";
import { secondClient } from "./secondClient";

/** All experiments, in the order in which they change the lab least. */
export const experiments: readonly Experiment[] = [keepAlive, newConnections, affinity, secondClient];

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
