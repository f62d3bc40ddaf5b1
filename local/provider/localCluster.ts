import { isDeepStrictEqual } from "node:util";
import { compare, type Change, type Path } from "./protocol/difference";
import type { Resource } from "./protocol/provider";
import { secret, UNKNOWN, type Properties } from "./protocol/value";
import { ProblemsError, refuse, type Problem } from "../../system/problems";
import { processRootProblems } from "../../system/root";
import { findToolchain } from "../../toolchain/find";
import { create, read, removeInstance } from "../cluster";
import { findImages } from "../images/find";
import type { ClusterSpec, ClusterState } from "../spec";
import { update, UPDATABLE } from "../update";
import { giveToUser } from "./ownership";
import { kindProblems } from "./specInputs";

/** `lab:index:LocalCluster`: the inputs are those of {@link ClusterSpec}, the id is the lab's name. */
export const localCluster: Resource = {
  check: ({ olds, news }) => {
    // A cluster that stays as it is needs no root and no programs, and a preview of it must not ask for them.
    const starts = !isDeepStrictEqual(olds, news);
    refuse([...kindProblems(news), ...(starts ? machineProblems() : [])]);
    return { inputs: news };
  },

  diff: ({ id, oldInputs, oldOutputs, news }) => {
    const changes = [...compare(oldInputs, news, replaces), ...drift(oldOutputs, read(id))];
    if (changes.some((change) => change.replaces)) replaced.set(id, oldOutputs.instanceId as string);
    return { changes };
  },

  create: async ({ inputs }, { preview, progress, signal, timeoutSeconds }) => {
    const spec = inputs as unknown as ClusterSpec;
    if (preview) return { id: spec.name, outputs: { ...inputs, clients: UNKNOWN } };
    try {
      const state = await create(spec, {
        progress,
        signal: deadline(signal, timeoutSeconds),
        replaces: replaced.get(spec.name),
      });
      return { id: spec.name, outputs: outputsOf(state) };
    } finally {
      giveToUser(spec.name);
    }
  },

  read: ({ id }) => {
    const state = read(id);
    return state === undefined ? undefined : { id, inputs: { ...state.spec }, outputs: outputsOf(state) };
  },

  update: async ({ id, oldOutputs, news }, { preview }) => {
    const spec = news as unknown as ClusterSpec;
    if (preview) return { ...oldOutputs, ...news, clients: UNKNOWN };
    await update(spec);
    const state = read(id);
    if (state === undefined) throw new Error(`the lab ${id} ended while it was changed`);
    return outputsOf(state);
  },

  delete: async ({ id, oldOutputs }) => {
    refuse(processRootProblems());
    await removeInstance(id, oldOutputs.instanceId as string);
  },
};

/**
 * Clusters that the engine is about to replace, by name: their instances. A new one ends the old one itself, instead of the engine
 * deleting it first: with everything on a cluster to be replaced too, Pulumi 3.220 would close the old Kubernetes provider
 * while it compares (`Registry.Diff`) and then fail to delete by it.
 */
const replaced = new Map<string, string>();

const updatable: readonly (string | number | undefined)[] = UPDATABLE;

function replaces([field]: Path): boolean {
  return !updatable.includes(field);
}

/** Aborts with `signal`, or once `seconds` have passed; no seconds: no end. */
function deadline(signal: AbortSignal, seconds: number | undefined): AbortSignal {
  return seconds === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
}

/**
 * What the program gets to see: the spec, but for `clients` the machines instead of their number. `apiServerPort` stays as asked for,
 * so that 0 is no difference; the actual one is in the address.
 */
function outputsOf({ spec, apiServerPort, kubeconfig, ...rest }: ClusterState): Properties {
  const { instanceId, nodes, clients, sshPublicKey, images } = rest;
  return {
    ...spec,
    instanceId,
    apiServerAddress: `127.0.0.1:${apiServerPort}`,
    kubeconfig: secret(kubeconfig),
    nodes: nodes.map((node) => ({ ...node })),
    clients: clients.map((client) => ({ ...client })),
    sshPublicKey,
    images: { ...images },
  };
}

/** A holder that died, or another cluster of the same name, is as much of a difference as another spec: no refresh needed. */
function drift(old: Properties, living: ClusterState | undefined): Change[] {
  if (living?.instanceId === old.instanceId) return [];
  return [{ path: ["instanceId"], kind: "update", replaces: true, drifted: true }];
}

function machineProblems(): Problem[] {
  return [...processRootProblems(), ...problemsOf(findToolchain), ...problemsOf(findImages)];
}

function problemsOf(find: () => unknown): readonly Problem[] {
  try {
    find();
    return [];
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
}
