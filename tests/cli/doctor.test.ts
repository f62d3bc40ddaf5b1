import { check, renderChecks, type Check } from "../../cli/doctor/check";

const memory = check("memory", "2.0 GB available", "6.1 GB of 8.2 GB", true, "End something");
const nft = check("nftables", "in namespaces", "does not work", false, "Needs root");
const plugin: Check = {
  name: "plugin random",
  needed: "4.21.2, or its stand-in",
  found: "stand-in",
  verdict: "note",
  wayOut: "Install it",
};

test("what is as it must be needs no way out", () => {
  expect(memory).toEqual({
    name: "memory",
    needed: "2.0 GB available",
    found: "6.1 GB of 8.2 GB",
    verdict: "ok",
  });
  expect(nft).toMatchObject({ verdict: "missing", wayOut: "Needs root" });
});

test("a table, then the ways out, then the verdict", () => {
  expect(renderChecks([memory, nft, plugin]).split("\n")).toEqual([
    "         WHAT           NEEDED                   FOUND",
    "ok       memory         2.0 GB available         6.1 GB of 8.2 GB",
    "missing  nftables       in namespaces            does not work",
    "note     plugin random  4.21.2, or its stand-in  stand-in",
    "",
    "nftables:       Needs root",
    "plugin random:  Install it",
    "",
    "Not yet: nftables.",
  ]);
});

test("notes keep nobody from a lab", () => {
  expect(renderChecks([memory, plugin])).toMatch(/\nThis machine can hold labs\.$/);
});
