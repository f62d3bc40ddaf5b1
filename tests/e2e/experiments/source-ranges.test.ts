import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lab, succeeding } from "../support/lab";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

/** The clients' networks alone, as on Azure, where no node may be in the ranges. */
const RANGES = ["198.51.100.0/24", "192.0.2.0/24"];

const fromNode = (): string[] =>
  ["ssh", "node1", "--"].concat("curl -sS --max-time 3 -o /dev/null -w '%{http_code}' http://203.0.113.10/");

it(
  "the four findings hold behind loadBalancerSourceRanges, which let no node in",
  async () => {
    const file = join(held.checkout.state, "ranges.json");
    const metadata = { name: "testapp", namespace: "testapp" };
    const spec = { loadBalancerSourceRanges: RANGES };
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "Service", metadata, spec }));
    // Applied, so that the ranges are another's: Pulumi's provider takes over what was only patched, and drops it at its next update.
    const apply = ["apply", "--server-side", "--field-manager", "ranges", "--filename", file];
    expect((await lab(held.checkout, fromNode())).stdout).toContain("200");
    await succeeding(lab(held.checkout, ["kubectl", ...apply]));
    const { stdout } = await succeeding(lab(held.checkout, ["walk"]));
    expect(stdout).toContain("4 of 4 findings hold");
    // The walk's own toggle has not taken the ranges away.
    const refused = await lab(held.checkout, fromNode());
    expect(refused.code).not.toBe(0);
    expect(refused.stdout).not.toContain("200");
  },
  PATIENCE_MS,
);
