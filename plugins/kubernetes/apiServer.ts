import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { createInterface } from "node:readline";
import { timeFactor } from "../../system/deadline";
import type { Properties } from "../protocol/value";
import type { Access } from "./kubeconfig";
import type { KubernetesObject } from "./objects";

/** The API server answered no. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** The API server did not answer: it is down, elsewhere, or another one than the kubeconfig is for. */
export class UnreachableError extends Error {
  constructor(cause: Error) {
    super(`the Kubernetes cluster does not answer: ${cause.message}`, { cause });
    this.name = "UnreachableError";
  }
}

export interface Call {
  readonly method?: "GET" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Properties;
  readonly signal: AbortSignal;
  /** Told each warning the server sends along. */
  readonly warn?: (message: string) => void;
}

/** What a watch tells. Source: the Kubernetes API concepts, "Efficient detection of changes". */
export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: KubernetesObject;
}

const SECONDS = 30;

/**
 * Objects as JSON over HTTP. The Kubernetes client library turns timestamps into dates and leaves out what its own version does not
 * know; what lands in Pulumi's state must be what the server said.
 */
export class ApiServer {
  constructor(private readonly access: Promise<Access>) {}

  /** @throws ApiError, or UnreachableError when there is no answer. */
  call<T = KubernetesObject>(call: Call): Promise<T> {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(SECONDS * timeFactor() * 1000)]);
    return this.reach(call, async (access) => {
      const response = await open(access, { ...call, signal });
      for (const warning of warningsIn(response)) call.warn?.(warning);
      return JSON.parse(await bodyOf(response)) as T;
    });
  }

  /** Changes as they happen, until the server ends the stream or the signal does. @throws as {@link call}. */
  async *watch(call: Call): AsyncGenerator<WatchEvent> {
    const response = await this.reach(call, (access) =>
      open(access, { ...call, query: { ...call.query, watch: "true" } }),
    );
    const lines = createInterface(response);
    // Who has left the loop is told nothing more, and an error that nobody listens to would end the process.
    lines.on("error", () => undefined);
    for await (const line of lines) yield JSON.parse(line) as WatchEvent;
  }

  private async reach<T>({ signal }: Call, work: (access: Access) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    try {
      return await work(await this.access);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof ApiError ? error : new UnreachableError(error as Error);
    }
  }
}

/** @throws ApiError when the answer is no, and whatever the network does. */
async function open(access: Access, call: Call): Promise<IncomingMessage> {
  const response = await send(access, call);
  const code = response.statusCode ?? 0;
  if (code >= 300) throw new ApiError(code, messageOf(await bodyOf(response)));
  return response;
}

function send(
  { server, agent, headers }: Access,
  { method, path, query, body, signal }: Call,
): Promise<IncomingMessage> {
  const address = `${server}${path}?${new URLSearchParams(query).toString()}`;
  const start = address.startsWith("http:") ? plainRequest : secureRequest;
  return new Promise((resolve, reject) => {
    // JSON is YAML too.
    const type = method === "PATCH" ? "application/apply-patch+yaml" : "application/json";
    const content = body === undefined ? "" : JSON.stringify(body);
    // Node leaves the length out for DELETE, and the server would take the body for the next request.
    const own = { "content-type": type, "content-length": Buffer.byteLength(content) };
    const options = { method: method ?? "GET", agent, signal, headers: { ...headers, ...own } };
    const request = start(address, options, resolve);
    request.on("error", reject);
    request.end(content);
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** The `message` of a Kubernetes Status, or whatever a proxy on the way says. */
function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body;
  } catch {
    return body;
  }
}

/** `299 - "text"`, several in one header. Source: RFC 7234, section 5.5. */
function warningsIn(response: IncomingMessage): string[] {
  const { warning } = response.headers;
  if (warning === undefined) return [];
  return [...warning.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
    text.replaceAll(/\\(.)/g, "$1"),
  );
}
