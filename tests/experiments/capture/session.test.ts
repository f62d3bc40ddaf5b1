import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { startCapture, type CaptureSession } from "../../../experiments/capture/session";
import { MARKER, type CapturedLine } from "../../../experiments/capture/line";
import { pcapHeader, pcapRecord } from "../../../experiments/capture/pcap/writer";
import { waitFor } from "../../../system/deadline";

// Not about time: a busy machine may take seconds to start a shell.
jest.setTimeout(60_000);

let folder: string;
let session: CaptureSession | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "capture-"));
  program("ip", 'echo "default via 127.0.0.1 dev eth0"');
});

afterEach(async () => {
  await session?.close();
  session = undefined;
  rmSync(folder, { recursive: true });
});

function program(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/usr/bin/env bash\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** The real command, as in a debug pod; `tshark` and `ip` are the folder's. */
function pod(node: string) {
  return { node, enter: ["env", `PATH=${folder}${delimiter}${process.env.PATH ?? ""}`] };
}

/** A whole pod that answers in place of the command: each line given becomes a line of tshark's. */
function echoing(node: string, lines: string) {
  const script = `${lines}
while read -r marker; do
  printf '10.0.0.1\\t\\t10.0.0.2\\t\\t17\\t1.5\\t\\t%s\\n' "$(printf %s "$marker" | od -An -v -tx1 | tr -d ' \\n')"
done`;
  return { node, enter: [program(`pod-${node}`, script)] };
}

/** A whole pod whose tcpdump tells one packet and one marker, later than its tshark tells that, and says at its end that it took 7. */
function keeping(node: string) {
  const marker = `${MARKER}-ab12-1`;
  const packets = ["a request", marker].map((text) => ({
    ...{ seconds: 1, nanoseconds: 2, length: text.length, data: Buffer.from(text) },
  }));
  const pcap = join(folder, `${node}.pcap`);
  writeFileSync(pcap, Buffer.concat([pcapHeader(), ...packets.map(pcapRecord)]));
  const script = `case " $* " in
*" tcpdump "*) sleep 0.3; cat "${pcap}"; read -r _
  printf '%s\\n' "" "7 packets captured" "9 packets received by filter" "3 packets dropped by kernel" >&2;;
*) while read -r marker; do printf '\\t%s\\n' "$(printf %s "$marker" | od -An -v -tx1 | tr -d ' \\n')"; done;;
esac`;
  return { node, enter: [program(`pod-${node}`, script)] };
}

const never = new AbortController().signal;

describe("a capture session", () => {
  test("has caught up when every node has told its marker, and all that came before it", async () => {
    const told: [string, CapturedLine][] = [];
    const request = (id: string) =>
      `printf '198.51.100.10\\t40000\\t203.0.113.10\\t80\\t6\\t1.25\\t/r/${id}\\t\\n'`;
    session = startCapture(
      [echoing("node1", request("one")), echoing("node2", `${request("two")}; echo noise`)],
      "ab12",
      (node, line) => told.push([node, line]),
    );
    await session.catchUp(never);
    await session.catchUp(never);
    await session.close();
    const seen = told.map(([node, line]) => [node, line.kind === "request" ? line.uri : line.kind]);
    expect(seen.sort()).toEqual([
      ["node1", "/r/one"],
      ["node2", "/r/two"],
      ["node2", "foreign"],
    ]);
  });

  test("tells in tshark's own words that it has ended", async () => {
    program("tshark", 'echo "tshark: \\"YO\\" was unexpected" >&2; exit 2');
    session = startCapture([pod("node1")], "ab12", () => undefined);
    await expect(session.catchUp(never)).rejects.toThrow(
      'the capture on node1 has ended: tshark: "YO" was unexpected',
    );
  });

  test("notices every time that tshark has ended, also before anybody waits for it", async () => {
    // A function of the shell ends sooner than any program could.
    const sudden = ["env", "BASH_FUNC_tshark%%=() { echo gone >&2; return 2; }", ...pod("").enter.slice(1)];
    const sessions = Array.from({ length: 8 }, (_, i) =>
      startCapture([{ node: `node${i}`, enter: sudden }], "ab12", () => undefined),
    );
    const outcomes = await Promise.allSettled(sessions.map((session) => session.catchUp(never)));
    await Promise.all(sessions.map((session) => session.close()));
    expect(outcomes).toEqual(
      sessions.map((_, i) => ({
        status: "rejected",
        reason: new Error(`the capture on node${i} has ended: gone`),
      })),
    );
  });

  test("names a node whose eth0 leads nowhere", async () => {
    program("ip", "true");
    program("tshark", "exec sleep 60");
    session = startCapture([pod("node1")], "ab12", () => undefined);
    await expect(session.catchUp(never)).rejects.toThrow("eth0 has no default route");
  });

  test("leaves no tshark behind when it is closed", async () => {
    const pidFile = join(folder, "pid");
    program("tshark", `echo $$ >"${pidFile}.new"; mv "${pidFile}.new" "${pidFile}"; exec sleep 60`);
    session = startCapture([pod("node1")], "ab12", () => undefined);
    await waitFor({ what: "tshark", seconds: 10, every: 10 }, () => existsSync(pidFile) || undefined);
    const pid = readFileSync(pidFile, "utf8").trim();
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    await session.close();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  test("ends a tshark too that takes no heed of the first signals", async () => {
    const pidFile = join(folder, "pid");
    program(
      "tshark",
      `heard=0; trap 'heard=$((heard + 1)); [ $heard -lt 3 ] || exit 0' TERM
      echo $$ >"${pidFile}.new"; mv "${pidFile}.new" "${pidFile}"
      while :; do sleep 0.02; done`,
    );
    session = startCapture([pod("node1")], "ab12", () => undefined);
    await waitFor({ what: "tshark", seconds: 10, every: 10 }, () => existsSync(pidFile) || undefined);
    await session.close();
    expect(existsSync(`/proc/${readFileSync(pidFile, "utf8").trim()}`)).toBe(false);
  });

  test("keeps each node's packets, and has caught up only when they are there too", async () => {
    const keepIn = join(folder, "kept", "deep");
    session = startCapture([keeping("node1"), keeping("node2")], "ab12", () => undefined, keepIn);
    await session.catchUp(never);
    const files = await session.close();
    const merged = join(keepIn, "ab12.pcapng");
    expect(files).toEqual({
      merged,
      packets: 2,
      nodes: ["node1", "node2"].map((node) => ({
        ...{ node, file: join(keepIn, `ab12.${node}.pcap`) },
        ...{ packets: 1, captured: 6, dropped: 3, overCap: 0 },
      })),
    });
    const bytes = readFileSync(merged).toString("latin1");
    expect(bytes.match(/a request/g)).toHaveLength(2);
    expect(bytes).not.toContain(MARKER);
  });

  test("keeps nothing unless told to", async () => {
    session = startCapture([echoing("node1", ":")], "ab12", () => undefined);
    await session.catchUp(never);
    expect(await session.close()).toBeNull();
  });

  test("stops waiting when aborted", async () => {
    program("tshark", "exec sleep 60");
    session = startCapture([pod("node1")], "ab12", () => undefined);
    const controller = new AbortController();
    const caughtUp = session.catchUp(controller.signal);
    const reason = new Error("Ctrl-C");
    controller.abort(reason);
    const error = (await caughtUp.catch((error: unknown) => error)) as Error;
    await session.close();
    expect([error, error.cause]).toContain(reason);
  });
});
