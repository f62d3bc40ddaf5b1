import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiServer } from "../../../plugins/kubernetes/apiServer";
import { Cluster } from "../../../plugins/kubernetes/cluster";
import { settingsFrom, type Settings } from "../../../plugins/kubernetes/settings";

/** One request as the API stand-in got it. */
export interface Received {
  readonly method: string;
  /** With its query, its parameters sorted. */
  readonly path: string;
  readonly type: string | undefined;
  readonly body: unknown;
}

export type Answer = (response: ServerResponse) => unknown;

/** An HTTP server that answers each request with the next of the answers it was given for it, and refuses any other. */
export class ApiStandIn {
  readonly received: Received[] = [];
  private readonly answers = new Map<string, Answer[]>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.handle(request, response);
    });
  }

  async up(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, "127.0.0.1", resolve);
    });
    for (const [group, resources] of Object.entries(KINDS)) this.onAll(`GET ${group}`, json({ resources }));
  }

  /** Forgets all that it was given and asked. */
  async down(): Promise<void> {
    this.answers.clear();
    this.received.splice(0);
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @param what method and path, the query's parameters sorted. */
  on(what: string, ...answers: Answer[]): void {
    this.answers.set(what, [...(this.answers.get(what) ?? []), ...answers]);
  }

  client(): ApiServer {
    return new ApiServer(
      Promise.resolve({ server: this.url, agent: undefined, headers: { authorization: "Bearer t" } }),
    );
  }

  target(settings: Partial<Settings> = {}): { cluster: Cluster; settings: Settings } {
    return { cluster: new Cluster(this.client()), settings: { ...settingsFrom({}), ...settings } };
  }

  /** What was asked besides which kinds there are. */
  asked(): string[] {
    return this.received
      .map(({ method, path }) => `${method} ${path}`)
      .filter((what) => !(what.slice(4) in KINDS));
  }

  private onAll(what: string, answer: Answer): void {
    this.on(what, ...Array.from({ length: 20 }, () => answer));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://stand-in");
    url.searchParams.sort();
    const path = decodeURIComponent(url.pathname + url.search);
    const text = await textOf(request);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    this.received.push({ method: request.method ?? "", path, type: request.headers["content-type"], body });
    const answer = this.answers.get(`${request.method ?? ""} ${path}`)?.shift();
    (answer ?? failure(418, `the stand-in expects no ${request.method ?? ""} ${path}`))(response);
  }
}

const KINDS = {
  "/api/v1": [
    { name: "services", kind: "Service", namespaced: true },
    { name: "services/status", kind: "Service", namespaced: true },
    { name: "namespaces", kind: "Namespace", namespaced: false },
    { name: "pods", kind: "Pod", namespaced: true },
    { name: "events", kind: "Event", namespaced: true },
  ],
  "/apis/apps/v1": [{ name: "deployments", kind: "Deployment", namespaced: true }],
  "/apis/discovery.k8s.io/v1": [{ name: "endpointslices", kind: "EndpointSlice", namespaced: true }],
};

export function json(body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
}

export function failure(code: number, message: string): Answer {
  return (response) => {
    response.writeHead(code).end(JSON.stringify({ kind: "Status", code, message }));
  };
}

/** A watch that tells these events and then ends, or stays open. */
export function events(list: readonly unknown[], { open = false } = {}): Answer {
  return (response) => {
    response.writeHead(200);
    response.write(list.map((event) => `${JSON.stringify(event)}\n`).join(""));
    if (!open) response.end();
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
