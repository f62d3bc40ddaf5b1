import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { run } from "../system/command";
import { labDirectory, stateDirectory } from "../system/paths";
import type { Progress } from "../system/progress";
import { findToolchain } from "../toolchain/find";
import { removeCgroups } from "./cgroups";
import { endHolder, livingHolder } from "./holder/life";
import { handOver, launch } from "./holder/launch";
import { writeIdentities } from "./identities";
import { findImages, type ImageStore } from "./images/find";
import { kubeconfig } from "./kubeconfig";
import { makeNodeDisk } from "./nodeDisk";
import { listenOnLoopback, refuseUnfitMachine } from "./prerequisites";
import type { ClusterSpec, ClusterState } from "./spec";
import { topologyOf } from "./topology";

export interface CreateOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Starts the cluster and returns once every node is Ready and the load balancer watches. Programs and images must have been
 * prepared. What a dead holder of the same name left behind is removed first.
 * @throws ProblemsError before anything is created when something is missing, taken or wrong; nothing but the logs is left
 * behind by a start that fails.
 */
export async function create(spec: ClusterSpec, options: CreateOptions): Promise<ClusterState> {
  refuseUnfitMachine(spec);
  findToolchain();
  const store = findImages();
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
  for (const { name } of topology.nodes) makeNodeDisk(store.root, folder, name);
  const { port } = server.address() as AddressInfo;
  const [launched, credentials, sshPublicKey] = await Promise.all([
    launch(
      folder,
      topology.nodes.map(({ name }) => name),
    ),
    writeIdentities(folder, spec, topology),
    makeSshKey(folder),
  ]);
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
  writeFileSync(join(folder, "kubeconfig"), config, { mode: 0o600 });
  writeFileSync(join(folder, "state.json"), JSON.stringify(state, null, 2));
  return { ...state, kubeconfig: config };
}

async function makeSshKey(folder: string): Promise<string> {
  const file = join(folder, "ssh", "id_ed25519");
  mkdirSync(join(folder, "ssh"), { recursive: true, mode: 0o700 });
  await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "aks-lb-lab", "-f", file]);
  return readFileSync(`${file}.pub`, "utf8").trim();
}

/** The cluster called `name`, or `undefined` when its holder does not live. */
export function read(name: string): ClusterState | undefined {
  const folder = labDirectory(name);
  if (livingHolder(name) === undefined || !existsSync(join(folder, "state.json"))) return undefined;
  const state = JSON.parse(readFileSync(join(folder, "state.json"), "utf8")) as Omit<
    ClusterState,
    "kubeconfig"
  >;
  return { ...state, kubeconfig: readFileSync(join(folder, "kubeconfig"), "utf8") };
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
