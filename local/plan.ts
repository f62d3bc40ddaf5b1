import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import type { ProgramName } from "../toolchain/programs";
import type { ClusterSpec } from "./spec";
import type { Topology } from "./topology";

/** All that a program's description may depend on: who is where, and where its files and its binary lie. */
export interface Plan {
  readonly spec: ClusterSpec;
  readonly topology: Topology;
  /** The lab's folder. */
  readonly folder: string;
  /** The absolute path of an upstream program. */
  readonly binary: (name: ProgramName) => string;
}

export const API_PORT = 6443;

/** `https://…` of the API server as the lab's own networks reach it. */
export function apiServerUrl(topology: Topology): string {
  return `https://${topology.control.address}:${API_PORT}`;
}

/** The folder of certificates and keys; everything in it but `*.crt` is secret. */
export function pkiFile(folder: string, file: string): string {
  return join(folder, "pki", file);
}

/** The kubeconfig of one of the lab's own programs. */
export function kubeconfigFile(folder: string, user: string): string {
  return join(folder, "kubeconfigs", user);
}

export function logFile(folder: string, program: string): string {
  return join(folder, "logs", `${program}.log`);
}

/** What a node keeps outside its own mounts: `lib` is its /var/lib, `log` its /var/log. */
export function nodeFolder(folder: string, node: string): string {
  return join(folder, "nodes", node);
}

/**
 * The cgroup below each hierarchy's root that holds the whole lab. The folder's hash is in it, since labs of one name may lie in
 * several state folders (a user's and a test's) and cgroups know no folders.
 */
export function labCgroup(folder: string): string {
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  return join(CGROUP, `${basename(folder)}-${hash}`);
}

/** Common to all labs of the machine. */
export const CGROUP = "aks-lb-lab";
