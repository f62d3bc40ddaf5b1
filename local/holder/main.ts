import { readFileSync } from "node:fs";
import { Server } from "node:net";
import { join } from "node:path";
import { findToolchain } from "../../toolchain/find";
import type { ClusterSpec } from "../spec";
import { topologyOf } from "../topology";
import { forward } from "./forwarder";
import type { HolderMessage, StartMessage } from "./messages";
import { startCluster } from "./startCluster";

/** The lab's one process: it starts everything inside the lab's namespaces and stays as long as the lab. */
async function hold(folder: string): Promise<void> {
  const spec = JSON.parse(readFileSync(join(folder, "spec.json"), "utf8")) as ClusterSpec;
  const topology = topologyOf(spec);
  const toolchain = findToolchain();
  process.env.PATH = `${toolchain.path}:${process.env.PATH ?? ""}`;
  const begun = performance.now();
  await startCluster({
    plan: { spec, topology, folder, binary: (name) => toolchain.program(name) },
    complete: startMessage().then((server) => {
      forward(server, topology.control.address);
    }),
    progress: (message) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(2);
      console.log(`${new Date().toISOString()} ${seconds} s ${message}`);
      tell({ kind: "progress", message });
    },
  });
  process.off("disconnect", giveUp);
  tell({ kind: "ready" });
}

function startMessage(): Promise<Server> {
  return new Promise((resolve, reject) => {
    process.once("message", (message: StartMessage, handle) => {
      if (handle instanceof Server) resolve(handle);
      else reject(new Error(`expected the API server's listening socket with "${message.kind}"`));
    });
  });
}

function tell(message: HolderMessage): void {
  if (process.connected) process.send?.(message);
}

/** Whoever started this is gone before the cluster was ready: nobody would ever end it. */
function giveUp(): void {
  process.exit(1);
}

process.on("disconnect", giveUp);
hold(process.argv[2] ?? "").catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  if (process.connected)
    process.send?.({ kind: "failed", message } satisfies HolderMessage, () => process.exit(1));
  else process.exit(1);
});
