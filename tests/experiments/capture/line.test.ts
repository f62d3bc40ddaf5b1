import fc from "fast-check";
import { FIELDS, MARKER, parseLine } from "../../../experiments/capture/line";

const GOOD = ["198.51.100.10", "49972", "203.0.113.10", "80", "6", "1795510775.977708247", "/r/k3f9-1", ""];

function withCell(index: number, value: string): string {
  return GOOD.map((cell, i) => (i === index ? value : cell)).join("\t");
}

describe("a captured line", () => {
  test("is the seed's five fields, the time and the request", () => {
    expect(parseLine(GOOD.join("\t"))).toEqual({
      kind: "request",
      source: { address: "198.51.100.10", port: 49972 },
      destination: { address: "203.0.113.10", port: 80 },
      protocol: 6,
      at: 1795510775.977708247,
      uri: "/r/k3f9-1",
    });
  });

  test("may be a marker, as tshark 4.0 prints a UDP payload", () => {
    const payload = Buffer.from(`${MARKER}-ab12-3`).toString("hex");
    const line = ["10.9.0.2", "", "10.9.0.1", "", "17", "1795510775.97", "", payload].join("\t");
    expect(parseLine(line)).toEqual({ kind: "marker", text: `${MARKER}-ab12-3` });
  });

  test.each([
    ["nothing", ""],
    ["too few fields", GOOD.slice(1).join("\t")],
    ["too many fields", [...GOOD, "x"].join("\t")],
    ["no source", withCell(0, "")],
    ["a port that is none", withCell(1, "http")],
    ["a port too high", withCell(1, "65536")],
    ["a negative port", withCell(3, "-1")],
    ["a port with a fraction", withCell(3, "80.5")],
    ["no time", withCell(5, "")],
    ["a time that is none", withCell(5, "NaN")],
    ["no path", withCell(6, "")],
    ["a tab in the path", withCell(6, "/r/a\tb")],
    ["no protocol", withCell(4, "")],
    ["empty fields only", "\t".repeat(FIELDS.length - 1)],
    ["a payload that is no marker", ["10.9.0.2", "", "10.9.0.1", "", "17", "1.5", "", "6869"].join("\t")],
  ])("is foreign with %s", (_name, line) => {
    expect(parseLine(line)).toEqual({ kind: "foreign", line });
  });

  test.each(["/r/</script><img onerror=alert(1)>", "/r/\u001b[2J", "/r/\\tx", "/r/__proto__", "/r/"])(
    "keeps a hostile path as it is: %j",
    (uri) => {
      expect(parseLine(withCell(6, uri))).toMatchObject({ kind: "request", uri });
    },
  );

  test("never throws, whatever it holds", () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom(...GOOD));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: FIELDS.length + 1 }), (cells) => {
        expect(["request", "marker", "foreign"]).toContain(parseLine(cells.join("\t")).kind);
      }),
    );
  });
});
