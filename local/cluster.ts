import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { run } from "../system/command";
import { labDirectory, stateDirectory } from "../system/paths";
import { replaceFile } from "../system/replaceFile";
import type { Progress } from "../system/progress";
import { findToolchain } from "../toolchain/find";
import { loadBridgeFilter } from "./bridgeFilter";
import { removeCgroups } from "./cgroups";
import { endHolder, livingHolder } from "./holder/life";
import { handOver, launch } from "./holder/launch";
import { findImages, type ImageStore } from "./images/find";
import { kubeconfig } from "./kubeconfig";
import { makeNodeDisk } from "./nodeDisk";
import { listenOnLoopback, refuseUnfitMachine } from "./prerequisites";
import { savedState } from "./savedState";
import type { ClusterSpec, ClusterState } from "./spec";
import { topologyOf } from "./topology";

export interface CreateOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** The instance of the same name that this one takes the place of; any other that lives is in the way. */
  readonly replaces?: string;
}

/**
 * Starts the cluster and returns once every node is Ready and the load balancer watches. Programs and images must have been
 * prepared. What a dead holder of the same name left behind is removed first.
 * @throws ProblemsError before anything is created when something is missing, taken or wrong; nothing but the logs is left
 * behind by a start that fails. The signal's reason when aborted.
 */
export async function create(spec: ClusterSpec, options: CreateOptions): Promise<ClusterState> {
  options.signal?.throwIfAborted();
  refuseUnfitMachine(spec, options.replaces);
  findToolchain();
  const store = findImages();
  // Its port may be the one to take over.
  if (options.replaces !== undefined) await removeInstance(spec.name, options.replaces);
  const server = await listenOnLoopback(spec.apiServerPort);
  try {
    await remove(spec.name);
    return await start(spec, store, server, options);
  } catch (error) {
    keepLogs(spec.name);
    await remove(spec.name);
    throw error;
  } finally {
    server.close();
  }
}

async function start(
  spec: ClusterSpec,
  store: ImageStore,
  server: Server,
  options: CreateOptions,
): Promise<ClusterState> {
  const folder = labDirectory(spec.name);
  const topology = topologyOf(spec);
  mkdirSync(join(folder, "logs"), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "spec.json"), JSON.stringify(spec, null, 2));
  await loadBridgeFilter();
  for (const { name } of topology.nodes) makeNodeDisk(store.root, folder, name);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- its library loads for 0.15 s, and no preview needs it
  const { writeIdentities } = require("./identities") as typeof import("./identities");
  const { port } = server.address() as AddressInfo;
  const { signal } = options;
  signal?.throwIfAborted();
  const nodes = topology.nodes.map(({ name }) => name);
  const steps = [
    launch(folder, nodes, signal),
    writeIdentities(folder, spec, topology),
    makeSshKey(folder, signal),
  ] as const;
  // All of them: none may go on behind the removal of the folder.
  await Promise.allSettled(steps);
  signal?.throwIfAborted();
  const [launched, credentials, sshPublicKey] = await Promise.all(steps);
  await handOver(launched, server, options);
  const state = {
    spec,
    instanceId: randomUUID(),
    apiServerPort: port,
    nodes: topology.nodes.map(({ name, address, zone, podCidr }) => ({ name, address, zone, podCidr })),
    clients: topology.clients.map(({ name, address }) => ({ name, address })),
    sshPublicKey,
    images: store.images,
  };
  const config = kubeconfig({
    name: spec.name,
    server: `https://127.0.0.1:${port}`,
    authority: credentials.authority,
    identity: credentials.admin,
  });
  replaceFile(join(folder, "kubeconfig"), config);
  replaceFile(join(folder, "state.json"), JSON.stringify(state, null, 2), 0o644);
  return { ...state, kubeconfig: config };
}

async function makeSshKey(folder: string, signal?: AbortSignal): Promise<string> {
  const file = join(folder, "ssh", "id_ed25519");
  mkdirSync(join(folder, "ssh"), { recursive: true, mode: 0o700 });
  const command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "aks-lb-lab", "-f", file];
  await run(command, signal === undefined ? {} : { signal });
  return readFileSync(`${file}.pub`, "utf8").trim();
}

/** The cluster called `name`, or `undefined` when its holder does not live. */
export function read(name: string): ClusterState | undefined {
  const state = livingHolder(name) === undefined ? undefined : savedState(name);
  if (state === undefined) return undefined;
  return { ...state, kubeconfig: readFileSync(join(labDirectory(name), "kubeconfig"), "utf8") };
}

/**
 * {@link remove} for one instance of the cluster called `name`: a later one that has taken its place is left alone. Idempotent.
 */
export async function removeInstance(name: string, instanceId: string): Promise<void> {
  const state = savedState(name);
  const other = state === undefined ? livingHolder(name) !== undefined : state.instanceId !== instanceId;
  if (!other) await remove(name);
}

/** Ends the cluster called `name` and removes its folder and cgroups. Idempotent, like `rm -f`. */
export async function remove(name: string): Promise<void> {
  await endHolder(name);
  await removeCgroups(labDirectory(name));
  rmSync(labDirectory(name), { recursive: true, force: true });
}

/** Where the logs of the last start that failed are. */
export function failedStartLogs(name: string): string {
  return join(stateDirectory(), "failed-starts", name);
}

function keepLogs(name: string): void {
  const logs = join(labDirectory(name), "logs");
  if (!existsSync(logs)) return;
  rmSync(failedStartLogs(name), { recursive: true, force: true });
  cpSync(logs, failedStartLogs(name), { recursive: true });
}
