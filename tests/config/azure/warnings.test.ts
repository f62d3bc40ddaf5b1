import { AZURE_WARNINGS } from "../../../config/azure/warnings";
import { labProblems, labWarnings } from "../../../config/labConfig";
import { configDefaults } from "../../../config/stackFile";
import { describe as onOneLine } from "../../../system/problems";
import { asEngineGives, azureRaw, raw } from "../raw";

const NOW = Date.parse("2026-11-24T12:00:00Z");
/** A stack of which there is nothing to say. */
const QUIET = { networkModel: "overlay", allowedSourceRanges: ["8.8.8.8/32"] };

function warnings(set: Readonly<Record<string, unknown>> = {}): string[] {
  const config = azureRaw({ ...QUIET, ...set });
  expect(labProblems(config, "dev")).toEqual([]);
  return labWarnings(config, configDefaults(), NOW).map(onOneLine);
}

type Example = readonly [name: string, set: Readonly<Record<string, unknown>>, says: string];

const EXAMPLES: readonly Example[] = [
  [
    "networkModel: kubenet ends",
    { networkModel: "kubenet" },
    "networkModel: kubenet: is what AKS supports until 2028-03-31 only",
  ],
  ["location: known", { location: "westeurop" }, "location: westeurop: is no region of which this lab knows"],
  ["location: known", { location: "westeurop" }, "Did you mean westeurope?"],
  [
    "location: known",
    { location: "marsnorthpole" },
    "`az account list-locations --output table` has the list",
  ],
  [
    "clientsLocation: known",
    { clientsLocation: "northeuropa" },
    "clientsLocation: northeuropa: is no region",
  ],
  ["vmSize: first A series", { vmSize: "Standard_A4" }, "vmSize: Standard_A4: is of the first A series"],
  [
    "kubernetesVersion: known",
    { kubernetesVersion: "1.37" },
    "kubernetesVersion: 1.37: is newer than any version that this lab knows of (1.36",
  ],
  [
    "nodeCount: Free tier",
    { nodeCount: 10 },
    "nodeCount: 10: is more than the Free tier is meant for: fewer than 10 nodes",
  ],
  ["zones: a node each", { nodeCount: 1 }, "zones: 1, 2: are more than the 1 of nodeCount"],
  [
    "allowedSourceRanges: not from a book",
    { allowedSourceRanges: ["203.0.113.7/32"] },
    "203.0.113.7/32: is of a range that only examples use",
  ],
];

describe("a warning", () => {
  it.each(EXAMPLES)("of %s for %j", (_, set, says) => {
    const [only, ...rest] = warnings(set);
    expect(only).toContain(says);
    expect(rest).toEqual([]);
  });

  it("is there for every rule that has one", () => {
    const names = [...new Set(EXAMPLES.map(([name]) => name))];
    expect(names.sort()).toEqual(AZURE_WARNINGS.map(({ name }) => name).sort());
  });

  it.each([
    {},
    { nodeCount: 9, podCidr: "10.244.0.0/20" },
    { nodeCount: 2 },
    { vmSize: "Standard_A2_v2" },
    { kubernetesVersion: "1.36.1" },
    { apiServerPort: 0 },
  ])("is not given for %j", (set) => {
    expect(warnings(set)).toEqual([]);
  });

  it.each([
    ["2026-11-24T12:00:00Z", 1],
    ["2026-11-24T13:30:00+02:00", 1],
    ["2026-11-24T12:00:01Z", 0],
    ["2026-11-24T11:30:00-02:00", 0],
  ])("of an end that is past: %s: %i", (expiresAt, count) => {
    const told = warnings({ expiresAt }).map((warning) => warning.split(". ")[0]);
    expect(told).toEqual(count === 1 ? [`expiresAt: ${expiresAt}: is past: the lab should be gone`] : []);
  });

  it("is given of a setting that only another target reads, unless it is the default", () => {
    expect(warnings({ apiServerPort: 6443 })).toEqual([
      "apiServerPort: 6443: has no effect: target azure does not read it. Run `pulumi config rm apiServerPort`",
    ]);
    const local = asEngineGives(raw({ vmSize: "Standard_D4s_v5", owner: "me" }));
    expect(labWarnings(local, configDefaults(), NOW).map(({ key }) => key)).toEqual(["vmSize", "owner"]);
    expect(labWarnings(asEngineGives(raw()), configDefaults(), NOW)).toEqual([]);
  });

  it("is not given twice of what is refused anyway", () => {
    const bad = azureRaw({ ...QUIET, location: "West Europe", expiresAt: "soon" });
    expect(labWarnings(bad, configDefaults(), NOW)).toEqual([]);
  });
});
