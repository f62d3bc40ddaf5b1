import { access, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { waitFor } from "../system/deadline";
import { callApi, type ApiAccess } from "./apiClient";
import type { Program } from "./program";
import type { ReadinessProbe } from "./supervisor";

const SECONDS = 60;

/** Looks at programs the way those that need them will use them. */
export function readinessProbe(api: ApiAccess): ReadinessProbe {
  return async (program, pid, signal) => {
    const look = lookAt(program, pid, api);
    if (look === undefined) return;
    await waitFor({ what: `${program.name} to be ready`, seconds: SECONDS, every: 25, signal }, look);
  };
}

function lookAt(
  { ready }: Program,
  pid: () => number,
  api: ApiAccess,
): (() => Promise<true | undefined>) | undefined {
  switch (ready.kind) {
    case "started":
      return undefined;
    case "listening":
      return () => listens(pid(), ready.port);
    case "file":
      return () => access(ready.path).then(() => true as const);
    case "socket":
      return () => accepts(`/proc/${pid()}/root${ready.path}`);
    case "api":
      return async () => {
        const { status, body } = await callApi(api, ready.path);
        if (status === 200) return true;
        throw new Error(`${ready.path} answers ${status}: ${body.split("\n").filter(isFailure).join(", ")}`);
      };
    case "node":
      return () => isNodeReady(api, ready.node);
  }
}

const LISTEN_STATE = "0A";

/** Reads the network's own table, since its loopback can't be reached from here. Source: proc_net_tcp in the kernel's documentation. */
async function listens(pid: number, port: number): Promise<true> {
  const end = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const table = await readFile(`/proc/${pid}/net/tcp`, "utf8");
  const rows = table.split("\n").map((row) => row.trim().split(/\s+/));
  if (rows.some(([, local, , state]) => local?.endsWith(end) === true && state === LISTEN_STATE)) return true;
  throw new Error(`nothing listens on port ${port}`);
}

function isFailure(line: string): boolean {
  return !line.startsWith("[+]");
}

function accepts(path: string): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", reject);
  });
}

interface NodeObject {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
  };
}

async function isNodeReady(api: ApiAccess, name: string): Promise<true> {
  const { status, body } = await callApi(api, `/api/v1/nodes/${name}`);
  if (status !== 200) throw new Error(`node ${name}: not registered (${status})`);
  const ready = (JSON.parse(body) as NodeObject).status?.conditions?.find(({ type }) => type === "Ready");
  if (ready?.status === "True") return true;
  throw new Error(`node ${name}: ${ready?.message ?? "no Ready condition yet"}`);
}
