import { readSighting, requestsTo } from "../../../cli/watch/sighting";

const GOOD = [
  ...[
    "1795510775.25",
    "198.51.100.10",
    "49972",
    "203.0.113.10",
    "80",
    "3161146052",
    "2713618154",
    "GET",
    "/r/x",
    "HTTP/1.1",
    "",
  ],
];

describe("a line of the watch", () => {
  test("is a request with its segment's numbers", () => {
    expect(readSighting("node1", GOOD.join("\t"))).toEqual({
      node: "node1",
      at: 1795510775.25,
      source: { address: "198.51.100.10", port: 49972 },
      destination: { address: "203.0.113.10", port: 80 },
      segment: "3161146052/2713618154",
      method: "GET",
      uri: "/r/x",
    });
  });

  test("has a URI that goes on where the request line does", () => {
    const cut = GOOD.map((cell) => (cell === "HTTP/1.1" ? "" : cell)).join("\t");
    expect(readSighting("node1", cut)).toMatchObject({ method: "GET", uri: "/r/x…" });
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])("is none without its cell %i", (index) => {
    expect(
      readSighting("node1", GOOD.map((cell, i) => (i === index ? "" : cell)).join("\t")),
    ).toBeUndefined();
  });

  test.each(["", "tshark: no more", [...GOOD, "x"].join("\t")])("is none: %j", (line) => {
    expect(readSighting("node1", line)).toBeUndefined();
  });
});

test("waits for nothing but a request's first segment", () => {
  expect(requestsTo([80])).toMatchObject({ firstSegments: true, displayFilter: "http.request" });
});

test("only what a request may begin with is taken off the wire, each port once", () => {
  const { captureFilter } = requestsTo([80, 80, 8080]);
  expect(captureFilter).toMatch(
    /^\(tcp dst port 80 or tcp dst port 8080\) and \(tcp\[\(\(tcp\[12\] & 0xf0\) >> 2\):4\]/,
  );
  // "GET " and "OPTI".
  expect(captureFilter).toContain("= 0x47455420 or");
  expect(captureFilter).toContain("= 0x4f505449)");
});
