import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { parse } from "yaml";
import { callApi, type ApiAccess } from "../apiClient";
import type { ApiObject } from "./apiObjects";

/** The API server's refusal, with the HTTP status that tells of its kind. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    what: string,
    body: string,
  ) {
    super(`${what}: ${status} ${messageOf(body)}`);
    this.name = "ApiError";
  }
}

export interface List<T> {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly T[];
}

export interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: T;
}

interface KubeconfigText {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly "certificate-authority-data": string };
  }[];
  readonly users: readonly {
    readonly user: { readonly "client-certificate-data": string; readonly "client-key-data": string };
  }[];
}

/** Reads a kubeconfig as `local/kubeconfig.ts` writes it: one cluster, one user, everything in the file. */
export function readAccess(path: string): ApiAccess {
  const { clusters, users } = parse(readFileSync(path, "utf8")) as KubeconfigText;
  const cluster = clusters[0]?.cluster;
  const user = users[0]?.user;
  if (cluster === undefined || user === undefined) throw new Error(`${path} names no cluster or no user`);
  return {
    server: cluster.server,
    authority: plain(cluster["certificate-authority-data"]),
    identity: { certificate: plain(user["client-certificate-data"]), key: plain(user["client-key-data"]) },
  };
}

/** @throws ApiError, or what the connection failed by. */
export async function list<T extends ApiObject>(access: ApiAccess, path: string): Promise<List<T>> {
  const { status, body } = await callApi(access, path);
  if (status !== 200) throw new ApiError(status, `GET ${path}`, body);
  return JSON.parse(body) as List<T>;
}

/** @throws ApiError, or what the connection failed by. */
export async function patch(access: ApiAccess, path: string, body: unknown): Promise<void> {
  const answer = await callApi(access, path, { method: "PATCH", body });
  if (answer.status >= 300) throw new ApiError(answer.status, `PATCH ${path}`, answer.body);
}

/** The server sends a bookmark every minute: thrice that without a word is a dead connection. */
const SILENCE_MS = 180_000;

/**
 * Every change after `resourceVersion`, as it comes. Ends when the server ends the watch, which it does now and then.
 * @throws ApiError (410: the version is too old), or what the connection failed by; the signal's reason when aborted.
 */
export async function* watch<T extends ApiObject>(
  access: ApiAccess,
  path: string,
  resourceVersion: string,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent<T>> {
  const query = new URLSearchParams({ watch: "true", allowWatchBookmarks: "true", resourceVersion });
  const response = await open(access, `${path}?${query.toString()}`, signal);
  if (response.statusCode !== 200) throw new ApiError(response.statusCode ?? 0, `WATCH ${path}`, "");
  for await (const line of lines(response)) {
    const event = JSON.parse(line) as WatchEvent<T>;
    if (event.type === "ERROR") {
      const { code = 0 } = event.object as { readonly code?: number };
      throw new ApiError(code, `WATCH ${path}`, JSON.stringify(event.object));
    }
    yield event;
  }
  if (!response.complete) throw new Error(`the watch of ${path} broke off`);
}

async function* lines(response: IncomingMessage): AsyncGenerator<string> {
  let rest = "";
  for await (const part of response.setEncoding("utf8") as AsyncIterable<string>) {
    const pieces = (rest + part).split("\n");
    rest = pieces.pop() ?? "";
    yield* pieces;
  }
}

function open(access: ApiAccess, path: string, signal: AbortSignal): Promise<IncomingMessage> {
  const { authority: ca, identity } = access;
  return new Promise((resolve, reject) => {
    const options = { ca, cert: identity.certificate, key: identity.key, timeout: SILENCE_MS, signal };
    const call = request(`${access.server}${path}`, options, resolve);
    call.on("timeout", () => call.destroy(new Error(`the API server fell silent on ${path}`)));
    call.on("error", reject);
    call.end();
  });
}

function plain(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

/** The server's own words out of its Status object, or what it sent instead. */
function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { readonly message?: string }).message ?? body;
  } catch {
    return body.slice(0, 200);
  }
}
