import { aboutFilters } from "../../../cli/capture/badFilter";
import { filesTold, makeFolder } from "../../../cli/capture/filesTold";
import { interruptible } from "../../../cli/capture/interruptible";
import { PACKET_FIELDS, packetLayout, readPacketLine, timeOfDay } from "../../../cli/capture/packetLine";
import { positiveSeconds } from "../../../cli/capture/seconds";
import { untilOver } from "../../../cli/capture/untilOver";
import { InterruptedError } from "../../../cli/interrupt";
import { CaptureEndedError } from "../../../experiments/capture/endedError";
import type { CaptureSession } from "../../../experiments/capture/session";
import { ProblemsError } from "../../../system/problems";

const TCP = ["1795510775.5", "198.51.100.10", "49972", "", "203.0.113.10", "80", "", "GET / HTTP/1.1", ""];
const UDP = ["1795510775.5", "10.240.0.4", "", "5353", "10.0.0.10", "", "53", "Standard query", "00"];
const ARP = ["1795510775.5", "", "", "", "", "", "", "Who has 10.240.0.1?", ""];

describe("a packet's line", () => {
  test.each([
    [TCP, ["198.51.100.10", 49972, "203.0.113.10", 80, "GET / HTTP/1.1"]],
    [UDP, ["10.240.0.4", 5353, "10.0.0.10", 53, "Standard query"]],
    [ARP, ["", null, "", null, "Who has 10.240.0.1?"]],
  ])("tells ends and what Wireshark makes of it: %j", (cells, expected) => {
    const { source, destination, ...rest } = readPacketLine("node1", cells.join("\t")) ?? fail();
    expect([source.address, source.port, destination.address, destination.port, rest.info]).toEqual(expected);
    expect(rest).toMatchObject({ node: "node1", at: 1795510775.5 });
  });

  test.each(["", "tshark: no", ["x", ...TCP.slice(1)].join("\t"), "\t".repeat(PACKET_FIELDS.length)])(
    "is none: %j",
    (line) => {
      expect(readPacketLine("node1", line)).toBeUndefined();
    },
  );

  test("stands under its heading, whatever the nodes are called, without orders to the terminal", () => {
    const layout = packetLayout(["aks-nodepool1-vmss000000"]);
    const packet =
      readPacketLine("aks-nodepool1-vmss000000", TCP.join("\t").replace("GET", "\u001b[2J")) ?? fail();
    const line = layout.line(packet);
    for (const [word, value] of [
      ["SOURCE", "198.51.100.10"],
      ["DESTINATION", "203.0.113.10"],
      ["INFO", "\ufffd[2J / HTTP/1.1"],
    ] as const)
      expect(line.indexOf(value)).toBe(layout.heading.indexOf(word));
  });

  test("has the time of day to the microsecond", () => {
    const noon = new Date(2026, 10, 24, 12, 0, 1).getTime() / 1000;
    expect(timeOfDay(noon + 0.25)).toBe("12:00:01.250000");
  });
});

function fail(): never {
  throw new Error("no line");
}

describe("what is told of the files", () => {
  const node = { node: "node1", file: "/x/ab12.node1.pcap", packets: 5, captured: 5, dropped: 0, overCap: 0 };

  test.each([
    [{}, []],
    [{ captured: null }, ["node1: its tcpdump could not say how many it took"]],
    [{ captured: 7 }, ["node1: 2 packets did not come through"]],
    [{ captured: 7, overCap: 2 }, ["node1: its file is full, 2 packets had no room"]],
    [{ dropped: 1 }, ["node1: its kernel dropped 1 packet"]],
  ])("is how many packets, and of %j what was lost", (change, losses) => {
    expect(filesTold({ merged: "/x/ab12.pcapng", packets: 5, nodes: [{ ...node, ...change }] })).toEqual([
      "5 packets in /x/ab12.pcapng: node1 5",
      ...losses,
    ]);
  });

  test("is a problem where the folder cannot be", () => {
    expect(() => {
      makeFolder("--pcap", "/dev/null/x");
    }).toThrow(ProblemsError);
  });
});

describe("what tshark says against a filter", () => {
  const filters = { filter: "http contains YO", captureFilter: "prot 80" };

  test.each([
    [
      new CaptureEndedError("node1", 2, "tshark: no\n  ^~"),
      "--filter",
      "http contains YO",
      "tshark: no\n              ^~",
    ],
    [
      new CaptureEndedError("node1", 1, "That string isn't a valid capture filter"),
      ...(["--capture-filter", "prot 80", "That string isn't a valid capture filter"] as const),
    ],
  ])("is the problem of that filter: %#", (error, key, value, rule) => {
    const told = aboutFilters(error, filters) as ProblemsError;
    expect(told).toBeInstanceOf(ProblemsError);
    expect(told.problems).toEqual([{ key, value, rule, wayOut: expect.any(String) as string }]);
  });

  test.each([new Error("other"), new CaptureEndedError("node1", 1, "eth0 has no default route")])(
    "is no such problem: %s",
    (error) => {
      expect(aboutFilters(error, filters)).toBe(error);
    },
  );
});

describe("a capture by hand", () => {
  const never = new Promise<never>(() => undefined);
  const session = (broken: Promise<CaptureEndedError> = never) => ({ broken }) as CaptureSession;
  const aborted = (signal: NodeJS.Signals) => AbortSignal.abort(new InterruptedError(signal));

  test.each([
    ["after its seconds", 0.001, new AbortController().signal],
    ["by Ctrl-C without seconds", undefined, aborted("SIGINT")],
  ])("ends well %s", async (_name, seconds, signal) => {
    await expect(untilOver(session(), seconds, signal)).resolves.toBeUndefined();
  });

  test.each([
    ["Ctrl-C before its seconds are over", 1000, aborted("SIGINT")],
    ["another signal", undefined, aborted("SIGTERM")],
  ])("is interrupted by %s", async (_name, seconds, signal) => {
    await expect(untilOver(session(), seconds, signal)).rejects.toThrow(InterruptedError);
  });

  test("fails when a node's capture ends by itself", async () => {
    const gone = Promise.resolve(new CaptureEndedError("node1", 137, ""));
    await expect(untilOver(session(gone), undefined, new AbortController().signal)).rejects.toThrow(
      "exit code 137",
    );
  });

  test("tells of what failed, or of the interruption that made it fail", async () => {
    const failing = () => Promise.reject(new Error("kubectl was ended"));
    await expect(interruptible(new AbortController().signal, failing())).rejects.toThrow("kubectl was ended");
    await expect(interruptible(aborted("SIGINT"), failing())).rejects.toThrow(InterruptedError);
    await expect(interruptible(aborted("SIGINT"), Promise.resolve(1))).resolves.toBe(1);
  });

  test.each(["0", "-1", "x", "", "Infinity"])("takes no %j for seconds", (text) => {
    expect(() => positiveSeconds(text)).toThrow("number of seconds");
  });

  test("takes fractions of a second", () => {
    expect(positiveSeconds("0.5")).toBe(0.5);
  });
});
