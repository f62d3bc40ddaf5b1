import { execFileSync } from "node:child_process";
import { linesCommand, packetsCommand, withMarkers } from "../../../experiments/capture/command";
import { FIELDS, MARKER, REQUESTS } from "../../../experiments/capture/line";

/** The values that follow each `flag`. */
function valuesOf(flag: string, command = linesCommand(REQUESTS)): string[] {
  return command.filter((_, i) => command[i - 1] === flag);
}

describe("the capture's command", () => {
  test("shows the seed's five fields first, then the time, the request and a marker's text", () => {
    expect(valuesOf("-e")).toEqual([
      ...["ip.src", "tcp.srcport", "ip.dst", "tcp.dstport", "ip.proto"],
      ...["frame.time_epoch", "http.request.uri", "udp.payload"],
    ]);
    expect(valuesOf("-e")).toEqual([...FIELDS]);
    expect(valuesOf("-T")).toEqual(["fields"]);
  });

  test("filters as one argument each, so that no shell ever reads the quotes", () => {
    expect(valuesOf("-f")).toEqual([
      "(port 80) and (not tcp port 10250 or tcp portrange 0-1023) or udp dst port 80",
    ]);
    expect(valuesOf("-Y")).toEqual([
      `(udp && frame contains "${MARKER}") || http.request.method == "GET" && http contains "YO"`,
    ]);
  });

  test("waits for no body, and for the rest of the headers where that is taken off the wire", () => {
    expect(valuesOf("-o")).toEqual(["http.desegment_body:FALSE"]);
    expect(valuesOf("-o", linesCommand({ ...REQUESTS, firstSegments: true }))).toEqual([
      "http.desegment_body:FALSE",
      "http.desegment_headers:FALSE",
    ]);
  });

  test("looks up no name, tells each line at once, only on eth0, and has caps of time and size", () => {
    expect(linesCommand(REQUESTS)).toEqual(expect.arrayContaining(["-n", "-l"]));
    expect(valuesOf("-i")).toEqual(["eth0"]);
    expect(valuesOf("-a")).toEqual(["duration:3600"]);
  });

  test.each([64, 384, 1024, 65_535])(
    "keeps no more packets of %i bytes than the pod's /tmp can hold",
    (bytes) => {
      const command = linesCommand({ ...REQUESTS, bytes });
      expect(valuesOf("-s", command)).toEqual([String(bytes)]);
      // The first -c is bash's.
      const packets = Number(valuesOf("-c", command).at(-1));
      expect(packets * (bytes + 32)).toBeLessThan(128 * 1024 * 1024);
      expect(packets).toBeGreaterThan(1000);
    },
  );

  test.each([
    ["lines", linesCommand(REQUESTS)],
    ["packets", packetsCommand("port 80")],
  ])("has a script that bash can read, with nothing of the filter in it: %s", (_name, command) => {
    const [shell, flag, script = "", name] = command;
    expect([shell, flag, name]).toEqual(["bash", "-c", "capture"]);
    expect(script).not.toContain("YO");
    expect(script).not.toContain("port 80");
    expect(execFileSync("bash", ["-n", "-c", script], { encoding: "utf8" })).toBe("");
  });

  test("streams packets as they come, of eth0 and of the same filter, for an hour at most", () => {
    const command = packetsCommand("port 80");
    expect(valuesOf("-w", command)).toEqual(["-"]);
    expect(valuesOf("-i", command)).toEqual(["eth0"]);
    expect(valuesOf("timeout", command)).toEqual(["3600"]);
    expect(command).toEqual(expect.arrayContaining(["-U", "--immediate-mode"]));
    expect(command.at(-1)).toBe(withMarkers("port 80"));
  });

  test("takes all but the captures' own way out of the pods when nothing is filtered", () => {
    expect(withMarkers(" ")).toBe("(not tcp port 10250 or tcp portrange 0-1023) or udp dst port 80");
  });
});
