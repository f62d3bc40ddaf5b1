import { createServer, type Server } from "node:net";
import { ProblemsError, refuse, type Problem } from "../system/problems";
import { processRootProblems } from "../system/root";
import { livingHolder } from "./holder/life";
import { savedState } from "./savedState";
import type { ClusterSpec } from "./spec";

/**
 * @param replaces the instance of the same name that may live, since the new one takes its place
 * @throws ProblemsError with all that keeps this machine from holding the cluster.
 */
export function refuseUnfitMachine(spec: ClusterSpec, replaces?: string): void {
  refuse([...processRootProblems(), ...nameProblems(spec, replaces)]);
}

function nameProblems({ name }: ClusterSpec, replaces: string | undefined): Problem[] {
  const holder = livingHolder(name);
  if (holder === undefined || (replaces !== undefined && savedState(name)?.instanceId === replaces))
    return [];
  return [
    {
      key: "name",
      value: name,
      rule: `a lab of this name is up (process ${holder.pid})`,
      wayOut: `End it with \`npx lab down --stack ${name}\`, or choose another stack name`,
    },
  ];
}

/**
 * A listening socket on 127.0.0.1; port 0 takes a free one.
 * @throws ProblemsError when the port is taken.
 */
export function listenOnLoopback(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause: NodeJS.ErrnoException) => {
      reject(cause.code === "EADDRINUSE" ? portTaken(port) : cause);
    });
    server.listen({ host: "127.0.0.1", port }, () => {
      resolve(server);
    });
  });
}

function portTaken(port: number): ProblemsError {
  return new ProblemsError([
    {
      key: "apiServerPort",
      value: String(port),
      rule: "another program listens on 127.0.0.1 there",
      wayOut: "Set another port, or 0 for any free one: `pulumi config set apiServerPort 0`",
    },
  ]);
}
