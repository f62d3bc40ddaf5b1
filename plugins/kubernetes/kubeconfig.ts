import { existsSync, readFileSync } from "node:fs";
import { Agent as HttpAgent, type OutgoingHttpHeaders } from "node:http";
import { Agent, type AgentOptions, type RequestOptions } from "node:https";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

/** How to reach an API server. */
export interface Access {
  /** `https://address:port`, no slash at its end. */
  readonly server: string;
  readonly agent: RequestOptions["agent"];
  readonly headers: OutgoingHttpHeaders;
}

interface Kubeconfig {
  readonly "current-context"?: string;
  readonly clusters?: readonly { readonly name: string; readonly cluster: Entry }[];
  readonly users?: readonly { readonly name: string; readonly user?: Entry | null }[];
  readonly contexts?: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; readonly user: string };
  }[];
}

type Entry = Readonly<Record<string, unknown>> & { readonly server?: string; readonly token?: string };

/** What of a kubeconfig is understood here; anything else is left to the Kubernetes client library. */
const PLAIN = [
  ...["server", "certificate-authority-data", "insecure-skip-tls-verify", "tls-server-name"],
  ...["client-certificate-data", "client-key-data", "token"],
];

/**
 * Reads a kubeconfig. The client library would take half a second of the processor to load, at each preview and each update, so that
 * it is asked only for what is not a plain certificate or token: files, exec plugins, proxies, passwords.
 * @param given a kubeconfig or the path of one.
 * @throws when there is none, or its context names what it does not have.
 */
export async function accessFrom(given: string | undefined, context: string | undefined): Promise<Access> {
  const source = sourceOf(given);
  const { cluster, user } = active(source.text, context);
  const plain = [...Object.keys(cluster), ...Object.keys(user)].every((key) => PLAIN.includes(key));
  return plain ? plainAccess(cluster, user) : libraryAccess(source, context);
}

/** The cluster that a kubeconfig leads to, comparable; `undefined` when it leads nowhere. */
export function activeCluster(given: string | undefined, context: string | undefined): string | undefined {
  try {
    return JSON.stringify(active(sourceOf(given).text, context).cluster);
  } catch {
    return undefined;
  }
}

interface Source {
  readonly text: string;
  readonly path?: string;
}

function sourceOf(given: string | undefined): Source {
  if (given !== undefined && (given.includes("\n") || given.trimStart().startsWith("{")))
    return { text: given };
  const path = given ?? process.env.KUBECONFIG?.split(":")[0] ?? join(homedir(), ".kube", "config");
  if (!existsSync(path)) throw new Error(`there is no kubeconfig at ${path}`);
  return { text: readFileSync(path, "utf8"), path };
}

function active(text: string, context: string | undefined): { cluster: Entry; user: Entry } {
  const config = parse(text) as Kubeconfig | null;
  const name = context ?? config?.["current-context"] ?? "";
  const chosen = config?.contexts?.find((candidate) => candidate.name === name)?.context;
  const cluster = config?.clusters?.find((candidate) => candidate.name === chosen?.cluster)?.cluster;
  if (cluster === undefined) throw new Error(`the kubeconfig has no context "${name}" with a cluster`);
  const user = config?.users?.find((candidate) => candidate.name === chosen?.user)?.user;
  return { cluster, user: user ?? {} };
}

function plainAccess(cluster: Entry, user: Entry): Access {
  const server = (cluster.server ?? "").replace(/\/+$/, "");
  const options: AgentOptions = {
    keepAlive: true,
    ca: decoded(cluster["certificate-authority-data"]),
    cert: decoded(user["client-certificate-data"]),
    key: decoded(user["client-key-data"]),
    servername: cluster["tls-server-name"] as string | undefined,
    rejectUnauthorized: cluster["insecure-skip-tls-verify"] !== true,
  };
  const agent = server.startsWith("http:") ? new HttpAgent({ keepAlive: true }) : new Agent(options);
  return {
    server,
    agent,
    headers: user.token === undefined ? {} : { authorization: `Bearer ${user.token}` },
  };
}

async function libraryAccess({ text, path }: Source, context: string | undefined): Promise<Access> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  if (path === undefined) config.loadFromString(text);
  else config.loadFromFile(path);
  if (context !== undefined) config.setCurrentContext(context);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return {
    server: config.getCurrentCluster()?.server.replace(/\/+$/, "") ?? "",
    agent: options.agent,
    headers: (options.headers ?? {}) as OutgoingHttpHeaders,
  };
}

function decoded(data: unknown): Buffer | undefined {
  return typeof data === "string" ? Buffer.from(data, "base64") : undefined;
}
