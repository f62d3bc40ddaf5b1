import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { lab, succeeding } from "../support/lab";

const PATIENCE_MS = 120_000;
let checkout: Checkout;

beforeAll(() => {
  checkout = makeCheckout();
  mkdirSync(checkout.state);
});

afterAll(() => {
  removeCheckout(checkout);
});

test(
  "a preview without credentials and without azure-native says in one sentence what is missing",
  async () => {
    // Nobody is logged in, whoever runs this test.
    const nobody = Object.fromEntries(
      Object.keys(process.env)
        .filter((name) => name.startsWith("ARM_") || name.startsWith("AZURE_"))
        .map((name) => [name, ""]),
    );
    const env = { ...nobody, AZURE_CONFIG_DIR: join(checkout.state, "none") };
    const pulumi = (...args: string[]) => lab(checkout, ["pulumi", ...args, "--stack", "dev"], env);
    await succeeding(pulumi("stack", "init", "--no-select", "--non-interactive"));
    const { code, stdout, stderr } = await pulumi("preview", "--non-interactive");
    expect(code).not.toBe(0);
    const said = stdout + stderr;
    expect(said).toMatch(
      /there are no credentials for Azure: log in with `az login`, or set ARM_CLIENT_ID.*\./,
    );
    expect(said).not.toMatch(/plugin|download/);
  },
  PATIENCE_MS,
);
