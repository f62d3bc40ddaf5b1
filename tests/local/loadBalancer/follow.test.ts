import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubeconfig } from "../../../local/kubeconfig";
import { follow } from "../../../local/loadBalancer/follow";
import { patch, readAccess } from "../../../local/loadBalancer/kubernetesApi";
import { Authority } from "../../../local/pki";
import { waitFor } from "../../../system/deadline";
import { nodeObject } from "./fixtures";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const PATH = "/api/v1/nodes";
const folder = mkdtempSync(join(tmpdir(), "follow-"));
let authority: Authority;
let server: Server | undefined;
let port = 0;

beforeAll(async () => {
  authority = await Authority.create("follow.test");
});

afterEach(async () => {
  if (server === undefined) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
  server = undefined;
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A stand-in for the API server that gives the answers in turn, and none beyond them. */
async function serve(answers: readonly Answer[]): Promise<string[]> {
  const identity = await authority.issue({ user: "server", serves: { names: [], addresses: ["127.0.0.1"] } });
  const asked: string[] = [];
  const options = {
    cert: identity.certificate,
    key: identity.key,
    ca: authority.certificate,
    requestCert: true,
  };
  server = createServer(options, (request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const answer = answers[asked.length - 1];
    if (answer !== undefined) answer(request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  return asked;
}

async function access() {
  const identity = await authority.issue({ user: "client" });
  const file = join(folder, "kubeconfig");
  const server = `https://127.0.0.1:${port}`;
  writeFileSync(file, kubeconfig({ name: "lab", server, authority: authority.certificate, identity }));
  return readAccess(file);
}

const node = (name: string, version: string) => {
  const object = nodeObject(name, "True");
  return { ...object, metadata: { ...object.metadata, resourceVersion: version } };
};

const lists =
  (version: string, ...names: string[]): Answer =>
  (_, response) => {
    const items = names.map((name) => node(name, version));
    response.end(JSON.stringify({ metadata: { resourceVersion: version }, items }));
  };

const event = (type: string, object: unknown): string => `${JSON.stringify({ type, object })}\n`;

/** Follows until the expected sets of names were seen, in this order. */
async function seen(expected: readonly string[]): Promise<{ seen: string[]; troubles: string[] }> {
  const sets: string[] = [];
  const troubles: string[] = [];
  const stop = new AbortController();
  const following = follow(
    await access(),
    PATH,
    {
      onChange: (objects) => sets.push([...objects.keys()].join(" ")),
      onTrouble: (reason) => troubles.push(reason),
    },
    stop.signal,
  );
  await waitFor({ what: `${expected.length} changes`, seconds: 5, every: 5 }, () =>
    sets.length >= expected.length ? true : undefined,
  );
  stop.abort();
  await following;
  expect(sets).toEqual(expected);
  return { seen: sets, troubles };
}

it("lists, then follows each change, however the stream is cut into pieces", async () => {
  const events =
    event("ADDED", node("b", "6")) +
    event("BOOKMARK", node("", "7")) +
    event("MODIFIED", node("a", "8")) +
    event("DELETED", node("a", "9"));
  const asked = await serve([
    lists("5", "a"),
    (_, response) => {
      response.write(events.slice(0, 30));
      setTimeout(() => response.write(events.slice(30)), 20);
    },
  ]);
  const { troubles } = await seen(["a", "a b", "a b", "b"]);
  expect(troubles).toEqual([]);
  expect(asked).toEqual([`GET ${PATH}`, `GET ${PATH}?watch=true&allowWatchBookmarks=true&resourceVersion=5`]);
});

it("watches on from the last version, bookmarks among them, when the server ends a watch", async () => {
  const asked = await serve([
    lists("5", "a"),
    (_, response) => response.end(event("BOOKMARK", node("", "17"))),
    (_, response) => response.write(event("ADDED", node("b", "18"))),
  ]);
  await seen(["a", "a b"]);
  expect(asked.slice(1).map((line) => line.split("resourceVersion=")[1])).toEqual(["5", "17"]);
});

it.each<[string, Answer, string]>([
  [
    "the version is too old",
    (_, response) => response.end(event("ERROR", { code: 410, message: "too old resource version" })),
    `WATCH ${PATH}: 410 too old resource version`,
  ],
  ["a watch breaks off", (request) => request.socket.destroy(), "socket hang up"],
  [
    "a watch breaks off amid an event",
    (request, response) => {
      response.write(event("ADDED", node("b", "6")).slice(0, 10));
      setTimeout(() => request.socket.destroy(), 20);
    },
    "aborted",
  ],
  ["it is not allowed to watch", (_, response) => response.writeHead(403).end(), `WATCH ${PATH}: 403 `],
])("lists again when %s, and tells why", async (_, breaks, reason) => {
  await serve([lists("5", "a"), breaks, lists("6", "b")]);
  expect((await seen(["a", "b"])).troubles).toEqual([reason]);
});

it("waits for a server that is not there yet, and tells so once", async () => {
  await serve([]);
  server?.close();
  server = undefined;
  const stop = setTimeout(() => void serve([lists("5", "a")]), 300);
  const { troubles } = await seen(["a"]);
  clearTimeout(stop);
  expect(troubles).toEqual([`connect ECONNREFUSED 127.0.0.1:${port}`]);
});

describe("patch", () => {
  it("sends a merge patch", async () => {
    const bodies: string[] = [];
    await serve([
      (request, response) => {
        request.on("data", (part: Buffer) => bodies.push(part.toString("utf8")));
        request.on("end", () => response.end("{}"));
        expect(request.headers["content-type"]).toBe("application/merge-patch+json");
      },
    ]);
    await patch(await access(), PATH, { a: null });
    expect(bodies).toEqual(['{"a":null}']);
  });

  it("fails with the server's own words", async () => {
    await serve([
      (_, response) =>
        response.writeHead(409).end(JSON.stringify({ message: "the object has been modified" })),
    ]);
    await expect(patch(await access(), PATH, {})).rejects.toThrow(
      `PATCH ${PATH}: 409 the object has been modified`,
    );
  });
});
