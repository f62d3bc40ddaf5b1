import { execFileSync } from "node:child_process";
import { captureCommand } from "../../../experiments/capture/command";
import { FIELDS, MARKER } from "../../../experiments/capture/line";

/** The values that follow each `flag`. */
function valuesOf(flag: string): string[] {
  const command = captureCommand();
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
    expect(valuesOf("-f")).toEqual(["port 80"]);
    expect(valuesOf("-Y")).toEqual([
      `(http.request.method == "GET" && http contains "YO") || (udp && frame contains "${MARKER}")`,
    ]);
  });

  test("looks up no name, tells each line at once, only on eth0, and ends by itself", () => {
    expect(captureCommand()).toEqual(expect.arrayContaining(["-n", "-l"]));
    expect(valuesOf("-i")).toEqual(["eth0"]);
    expect(valuesOf("-a")).toEqual(["duration:3600"]);
  });

  test("has a script that bash can read, with nothing of the filter in it", () => {
    const [shell, flag, script = "", name] = captureCommand();
    expect([shell, flag, name]).toEqual(["bash", "-c", "capture"]);
    expect(script).not.toContain("YO");
    expect(execFileSync("bash", ["-n", "-c", script], { encoding: "utf8" })).toBe("");
  });
});
