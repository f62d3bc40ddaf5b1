import { check, renderChecks, type Check } from "../../cli/doctor/check";

const memory = check("memory", "2.0 GB available", "6.1 GB of 8.2 GB", true, "End something");
const nft = check("nftables", "in namespaces", "does not work", false, "Needs root");
const programs: Check = {
  name: "programs",
  needed: "8 modules",
  found: "not yet etcd",
  verdict: "note",
  wayOut: "Prepare them",
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
  expect(renderChecks([memory, nft, programs]).split("\n")).toEqual([
    "         WHAT      NEEDED            FOUND",
    "ok       memory    2.0 GB available  6.1 GB of 8.2 GB",
    "missing  nftables  in namespaces     does not work",
    "note     programs  8 modules         not yet etcd",
    "",
    "nftables:  Needs root",
    "programs:  Prepare them",
    "",
    "Not yet: nftables.",
  ]);
});

test("notes keep nobody from a lab", () => {
  expect(renderChecks([memory, programs])).toMatch(/\nThis machine can hold labs\.$/);
});
