import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LabStatus } from "../../../cli/status/labStatus";
import { changedFiles, makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { lab, succeeding } from "../support/lab";

const PATIENCE_MS = 300_000;

let checkout: Checkout;

beforeAll(() => {
  checkout = makeCheckout();
});

afterAll(() => {
  removeCheckout(checkout);
});

/** Somebody who is logged in to a cloud that does not answer. */
function loggedIn(): Record<string, string> {
  const home = join(checkout.state, "pulumi-home");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "credentials.json"), JSON.stringify({ current: "https://127.0.0.1:1" }));
  return { PULUMI_HOME: home, PULUMI_ACCESS_TOKEN: "none" };
}

test(
  "a lab on this machine stands in the lab's own backend while Pulumi is logged in elsewhere",
  async () => {
    const env = loggedIn();
    const { backend } = JSON.parse(
      (await succeeding(lab(checkout, ["status", "--json"], env))).stdout,
    ) as LabStatus;
    expect(backend).toEqual({ kind: "own", url: `file://${join(checkout.state, "pulumi")}` });
    await succeeding(lab(checkout, ["up"], env));
    await succeeding(lab(checkout, ["down"], env));
  },
  PATIENCE_MS,
);

test(
  "the tour removes the stack that it made, in a chosen backend too",
  async () => {
    const folder = join(checkout.state, "chosen");
    mkdirSync(folder);
    const env = { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "mine" };
    const { stdout } = await succeeding(lab(checkout, ["tour"], env));
    expect(stdout).toContain("4 of 4 findings hold");
    expect(readdirSync(join(folder, ".pulumi", "stacks"), { recursive: true })).not.toContain(
      join("aks-lb-lab", "local.json"),
    );
    expect(changedFiles(checkout).filter((line) => line.includes("Pulumi."))).toEqual([]);
  },
  PATIENCE_MS,
);
