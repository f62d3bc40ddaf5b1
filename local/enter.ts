import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labDirectory } from "../system/paths";
import { unsetProxies } from "../system/proxy";
import { asRoot } from "../system/root";
import { placePrefix } from "./place";

/** The holder as `holder.json` in the lab's folder names it: PID 1 of the lab, by its number on the host. */
export interface Holder {
  readonly pid: number;
  /** Clock ticks after boot, field 22 of /proc/PID/stat: a reused number is not taken for the holder. */
  readonly startTime: string;
}

/** @throws when the lab was never started (no holder.json). */
export function readHolder(lab: string): Holder {
  return JSON.parse(readFileSync(join(labDirectory(lab), "holder.json"), "utf8")) as Holder;
}

/** The command prefix that runs what follows in the lab's own namespaces: the virtual network's router and load balancer. */
export function enterLab(lab: string): string[] {
  return [
    ...asRoot(["nsenter"]),
    "--target",
    String(readHolder(lab).pid),
    "--mount",
    "--net",
    "--pid",
    "--ipc",
    "--uts",
    "--",
    // There is none inside, and a client's request must take the client's own way.
    ...unsetProxies(process.env),
  ];
}

/** … on a node: its network, its mounts (its own /run, /var/lib, /var/log) and its host name. */
export function enterNode(lab: string, node: string): string[] {
  return [...enterLab(lab), ...placePrefix(labDirectory(lab), { kind: "node", name: node })];
}

/** … on a client outside the VNet: its network only. */
export function enterClient(lab: string, client: string): string[] {
  return [...enterLab(lab), ...placePrefix(labDirectory(lab), { kind: "network", name: client })];
}
