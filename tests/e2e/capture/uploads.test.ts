import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PacketLine } from "../../../cli/capture/packetLine";
import type { Way } from "../../../cli/watch/way";
import { waitFor } from "../../../system/deadline";
import { lab, succeeding } from "../support/lab";
import { looking, objects } from "../support/looking";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();
const FRONTEND = "203.0.113.10";
const folder = mkdtempSync(join(tmpdir(), "lab-uploads-"));
const small = join(folder, "small");
const large = join(folder, "large");
writeFileSync(small, "x".repeat(5000));
writeFileSync(large, "x".repeat(2_000_000));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Sends `parts` one by one, as clients do that write head and body apart, and waits for the answer. */
const inParts = (...parts: string[]): string[] => {
  const script =
    `const s = require("node:net").connect(80, "${FRONTEND}").setNoDelay();` +
    `const parts = ${JSON.stringify(parts)};` +
    `const next = () => { s.write(parts.shift()); if (parts.length > 0) setTimeout(next, 100); };` +
    `s.on("connect", next).on("data", () => s.destroy());`;
  return [process.execPath, "-e", script];
};

const curl = (...args: string[]): string[] => ["curl", "-sS", "--max-time", "10", "-o", "/dev/null", ...args];
const HOST = `Host: ${FRONTEND}\r\n`;

/** How it is sent, and the one request that it is. */
const SHAPES: readonly (readonly [command: string[], method: string, uri: string])[] = [
  [curl("-F", "a=b", `http://${FRONTEND}/r/form`), "POST", "/r/form"],
  [curl("-T", small, `http://${FRONTEND}/r/upload`), "PUT", "/r/upload"],
  [
    ["sh", "-c", `cat ${small} | curl -sS -o /dev/null -T - http://${FRONTEND}/r/chunked`],
    "PUT",
    "/r/chunked",
  ],
  [curl("--data-binary", `@${large}`, `http://${FRONTEND}/r/large`), "POST", "/r/large"],
  [curl("-H", "Expect: 100-continue", "-d", "YO", `http://${FRONTEND}/r/expect`), "POST", "/r/expect"],
  [inParts(`POST /r/apart HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\n`, "YO"), "POST", "/r/apart"],
  [inParts(`POST /r/headers HTTP/1.1\r\n${HOST}`, "Content-Length: 2\r\n\r\n", "YO"), "POST", "/r/headers"],
  [curl("-d", "YO", `http://${FRONTEND}/r/one-write`), "POST", "/r/one-write"],
  [curl("-H", `Cookie: ${"c".repeat(3000)}`, `http://${FRONTEND}/r/cookie`), "GET", "/r/cookie"],
];
const REQUESTS = SHAPES.map(([, method, uri]) => `${method} ${uri}`);

async function sendAll(): Promise<void> {
  for (const [command] of SHAPES)
    await succeeding(lab(held.checkout, ["exec", "client-a", "--", ...command]));
}

it(
  "lab watch tells each upload once, with its whole way",
  async () => {
    const watch = await looking(held.checkout, ["watch", "--json"], '"kind":"circumstances"');
    await sendAll();
    await waitFor({ what: "all ways", seconds: 30 }, () =>
      (watch.said().match(/"kind":"request"/g)?.length ?? 0) >= SHAPES.length ? true : undefined,
    );
    const { stdout } = await watch.end("SIGINT");
    const told = objects<Way & { readonly kind: string; readonly clientName: string }>(stdout);
    const ways = told.filter(({ kind }) => kind === "request").sort((a, b) => a.at - b.at);
    expect(ways.map(({ method, uri }) => `${method} ${uri}`)).toEqual(REQUESTS);
    for (const { clientName, entryNode, route, snat, pod, podNode, untold } of ways) {
      expect({ clientName, untold }).toEqual({ clientName: "client-a", untold: [] });
      expect([entryNode, pod, podNode]).not.toContain(null);
      expect(snat === null).toBe(route === "direct");
    }
  },
  PATIENCE_MS,
);

it(
  "lab capture prints each upload on every node that it passes",
  async () => {
    const capture = await looking(
      held.checkout,
      ["capture", "--json", "--filter", "http.request"],
      "Ctrl-C ends it",
    );
    await sendAll();
    const { stdout } = await capture.end("SIGINT");
    const packets = objects<PacketLine>(stdout);
    for (const request of REQUESTS) {
      const own = packets.filter(({ info }) => info.startsWith(`${request} `));
      expect(own.filter(({ destination }) => destination.address === FRONTEND)).toHaveLength(1);
      // Direct, or bounced: in, out, and in on another node.
      expect([1, 3]).toContain(own.length);
    }
    expect(packets.filter(({ info }) => !REQUESTS.some((request) => info.startsWith(`${request} `)))).toEqual(
      [],
    );
  },
  PATIENCE_MS,
);
