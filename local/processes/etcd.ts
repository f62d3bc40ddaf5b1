import { join } from "node:path";
import type { Plan } from "../plan";
import type { Program } from "../program";

const PORT = 2379;
export const ETCD_URL = `http://127.0.0.1:${PORT}`;

/** The API server's store. It listens on the loopback of the control plane's own network, where nothing else runs. */
export function etcd({ binary, folder }: Plan): Program {
  return {
    name: "etcd",
    place: { kind: "network", name: "control" },
    argv: [
      binary("etcd"),
      `--data-dir=${join(folder, "etcd")}`,
      `--listen-client-urls=${ETCD_URL}`,
      `--advertise-client-urls=${ETCD_URL}`,
      "--listen-peer-urls=http://127.0.0.1:2380",
      // A lab lives shorter than the next power cut; waiting for the disk costs a second of every start.
      "--unsafe-no-fsync",
      "--log-level=warn",
    ],
    files: {},
    needs: [],
    // An API server that finds no store waits a second before it looks again.
    ready: { kind: "listening", port: PORT },
  };
}
