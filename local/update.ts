import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { run } from "../system/command";
import { labDirectory } from "../system/paths";
import { replaceFile } from "../system/replaceFile";
import { enterLab } from "./enter";
import { addClientsScript, removeClientsScript } from "./network";
import type { ClusterSpec, ClusterState } from "./spec";
import { topologyOf } from "./topology";

/** The parts of a spec that a living cluster can follow; a change of any other takes a new cluster. */
export const UPDATABLE = ["clients"] as const satisfies readonly (keyof ClusterSpec)[];

/**
 * Brings a living cluster from its spec to another that differs in {@link UPDATABLE} parts only.
 * @throws when it does not live or the specs differ in more.
 */
export async function update(spec: ClusterSpec): Promise<void> {
  const folder = labDirectory(spec.name);
  const state = JSON.parse(readFileSync(join(folder, "state.json"), "utf8")) as Omit<
    ClusterState,
    "kubeconfig"
  >;
  if (!isDeepStrictEqual({ ...state.spec, clients: spec.clients }, spec)) {
    throw new Error(`${spec.name}: only ${UPDATABLE.join(", ")} can change while it is up`);
  }
  const [before, after] = [topologyOf(state.spec).clients, topologyOf(spec).clients];
  const script = [...enterLab(spec.name), "sh", "-c"];
  if (after.length > before.length) await run([...script, addClientsScript(after.slice(before.length))]);
  if (after.length < before.length) await run([...script, removeClientsScript(before.slice(after.length))]);
  const clients = after.map(({ name, address }) => ({ name, address }));
  replaceFile(join(folder, "spec.json"), JSON.stringify(spec, null, 2), 0o644);
  replaceFile(join(folder, "state.json"), JSON.stringify({ ...state, spec, clients }, null, 2), 0o644);
}
