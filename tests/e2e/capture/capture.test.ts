import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PacketLine } from "../../../cli/capture/packetLine";
import type { Way } from "../../../cli/watch/way";
import { packetsOf } from "../../../experiments/capture/pcap/mergeFiles";
import { waitFor } from "../../../system/deadline";
import { lab, succeeding } from "../support/lab";
import { looking, objects } from "../support/looking";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

async function send(
  client: string,
  id: string,
): Promise<{ readonly pod: string; readonly peerPort: number }> {
  const command = ["exec", client, "--", "curl", "-sS", "--max-time", "5", `http://203.0.113.10/r/${id}`];
  const { stdout } = await succeeding(lab(held.checkout, command));
  return JSON.parse(stdout) as { pod: string; peerPort: number };
}

/** Adds or deletes the rule by which client-a's requests go on from port 10250, as one in 64,512 does by chance. */
async function onEveryNode(change: "-I" | "-D"): Promise<void> {
  const rule = ["-o", "eth0", "-s", "198.51.100.10", "-p", "tcp", "--dport", "80"];
  const target = ["-j", "MASQUERADE", "--to-ports", "10250"];
  for (const node of ["node1", "node2", "node3"]) {
    const command = ["iptables", "-t", "nat", change, "POSTROUTING", ...rule, ...target];
    await succeeding(lab(held.checkout, ["exec", node, "--", ...command]));
  }
}

describe("lab capture", () => {
  it(
    "tells each request on every node that it passes, and keeps as many packets as each node took",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "lab-packets-"));
      const capture = await looking(
        held.checkout,
        ["capture", "--json", "--write", folder],
        "Ctrl-C ends it",
      );
      for (const id of ["one", "two", "three", "four"]) await send("client-a", id);
      const { exitCode, stdout, stderr } = await capture.end("SIGINT");
      expect(exitCode).toBe(0);
      const packets = objects<PacketLine>(stdout);
      for (const id of ["one", "two", "three", "four"]) {
        const own = packets.filter(({ info }) => info.includes(`/r/${id} `));
        const entry = own.find(({ destination }) => destination.address === "203.0.113.10");
        expect(entry?.source.address).toBe("198.51.100.10");
        // Direct, or bounced: in, out, and in on another node.
        expect([1, 3]).toContain(own.length);
        expect(new Set(own.map(({ node }) => node)).size).toBe(own.length === 1 ? 1 : 2);
      }
      // By time, though three nodes told them.
      expect(packets.map(({ at }) => at)).toEqual(packets.map(({ at }) => at).sort((a, b) => a - b));
      const files = readdirSync(folder).sort();
      expect(files.map((file) => file.replace(/^[0-9a-f]{4}/, "run"))).toEqual([
        ...["run.node1.pcap", "run.node2.pcap", "run.node3.pcap", "run.pcapng"],
      ]);
      // What was lost would stand on a line of its own.
      const counts = files.slice(0, 3).map((file) => [...packetsOf(join(folder, file))].length);
      const told = /(\d+) packets in .*: node1 (\d+), node2 (\d+), node3 (\d+)$/.exec(stderr.trim());
      expect(told?.slice(1).map(Number)).toEqual([counts.reduce((a, b) => a + b), ...counts]);
      rmSync(folder, { recursive: true });
    },
    PATIENCE_MS,
  );

  it(
    "tells a request also where SNAT gives it the kubelets' own port",
    async () => {
      await onEveryNode("-I");
      try {
        const capture = await looking(held.checkout, ["capture", "--json"], "Ctrl-C ends it");
        let id = 0;
        // A direct request is not masqueraded out of eth0.
        while ((await send("client-a", `port-${(id += 1)}`)).peerPort !== 10250) expect(id).toBeLessThan(50);
        const { stdout } = await capture.end("SIGINT");
        const own = objects<PacketLine>(stdout).filter(({ info }) => info.includes(`/r/port-${id} `));
        expect(own.map(({ source }) => source.port === 10250)).toEqual([false, true, true]);
      } finally {
        await onEveryNode("-D");
      }
    },
    PATIENCE_MS,
  );

  it.each([
    ["--filter", "http contains YO", /--filter +http contains YO\n +tshark: "YO"/],
    ["--capture-filter", "prot 80", /--capture-filter +prot 80\n +tshark: Invalid capture filter "prot 80"/],
    ["--nodes", "node1,node9", /--nodes +"node9"[^]*It has node1, node2, node3/],
  ])(
    "tells once what is wrong with %s '%s'",
    async (option, value, expected) => {
      const { code, stdout, stderr } = await lab(held.checkout, ["capture", option, value]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(expected);
      expect(stderr).toContain("One thing to mend:");
    },
    PATIENCE_MS,
  );

  it(
    "is interrupted before its seconds are over",
    async () => {
      const capture = await looking(held.checkout, ["capture", "--live", "--seconds", "600"], "capturing on");
      expect((await capture.end("SIGINT")).exitCode).toBe(130);
    },
    PATIENCE_MS,
  );
});

describe("lab watch", () => {
  it(
    "tells the way of each request without an id, as its pod saw it",
    async () => {
      const watch = await looking(held.checkout, ["watch", "--json"], '"kind":"circumstances"');
      const answers = [];
      for (const client of ["client-a", "client-b", "client-a", "client-c", "client-b"])
        answers.push({ client, ...(await send(client, "watched")) });
      await waitFor({ what: "five ways", seconds: 30 }, () =>
        watch.said().match(/"kind":"request"/g)?.length === 5 ? true : undefined,
      );
      const { exitCode, stdout } = await watch.end("SIGINT");
      expect(exitCode).toBe(0);
      const told = objects<Way & { readonly kind: string; readonly clientName: string }>(stdout);
      const ways = told.filter(({ kind }) => kind === "request").sort((a, b) => a.at - b.at);
      expect(ways.map(({ clientName, pod, untold }) => ({ clientName, pod, untold }))).toEqual(
        answers.map(({ client, pod }) => ({ clientName: client, pod, untold: [] })),
      );
      for (const [i, { route, snat, entryNode, podNode }] of ways.entries()) {
        expect(route).toBe(entryNode === podNode ? "direct" : "bounced");
        if (snat !== null) expect(snat.port).toBe(answers[i]?.peerPort);
      }
      expect(told.at(-1)).toMatchObject({ kind: "sums", requests: 5, untold: 0 });
    },
    PATIENCE_MS,
  );
});
