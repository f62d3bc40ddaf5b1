import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loggedInByCli } from "../../../config/azure/cliProfile";
import { credentialProblems, missingCredentials } from "../../../config/azure/credentials";
import { describe as onOneLine } from "../../../system/problems";

type Values = Readonly<Record<string, string>>;

const IDS = { ARM_CLIENT_ID: "a", ARM_TENANT_ID: "b", ARM_SUBSCRIPTION_ID: "c" };
const CONFIG_IDS = {
  "azure-native:clientId": "a",
  "azure-native:tenantId": "b",
  "azure-native:subscriptionId": "c",
};
const WAYS =
  "log in with `az login`, or set ARM_CLIENT_ID, ARM_TENANT_ID and ARM_SUBSCRIPTION_ID together with " +
  "ARM_CLIENT_SECRET or ARM_USE_OIDC=true, or on a machine of Azure's ARM_USE_MSI=true.";

const missing = (env: Values, config: Values = {}, cli = false) =>
  missingCredentials({ env, config, loggedInByCli: cli });

describe("credentials are in sight", () => {
  it.each<[string, Values, Values]>([
    ["a secret", { ...IDS, ARM_CLIENT_SECRET: "s" }, {}],
    ["a certificate", { ...IDS, ARM_CLIENT_CERTIFICATE_PATH: "/x.pem" }, {}],
    ["OpenID Connect", { ...IDS, ARM_USE_OIDC: "true" }, {}],
    ["a managed identity", { ARM_USE_MSI: "true" }, {}],
    ["Azure's own chain", { ARM_USE_DEFAULT_AZURE_CREDENTIAL: "1" }, {}],
    ["a secret in the stack's configuration", {}, { ...CONFIG_IDS, "azure-native:clientSecret": "s" }],
    ["some here, some there", { ARM_CLIENT_SECRET: "s", ARM_CLIENT_ID: "a" }, CONFIG_IDS],
    ["a managed identity in the stack's configuration", {}, { "azure-native:useMsi": "true" }],
  ])("with %s", (_, env, config) => {
    expect(missing(env, config)).toBeUndefined();
  });

  it("with a login of the az CLI, whatever else is half there", () => {
    expect(missing({ ARM_CLIENT_ID: "a" }, {}, true)).toBeUndefined();
  });
});

describe("credentials are missing", () => {
  it.each<[string, Values, Values, string]>([
    ["none", {}, {}, "there are no credentials for Azure"],
    [
      "empty variables",
      { ARM_CLIENT_ID: "", ARM_CLIENT_SECRET: "" },
      {},
      "there are no credentials for Azure",
    ],
    [
      "switches that are off",
      { ARM_USE_OIDC: "false", ARM_USE_MSI: "0" },
      {},
      "there are no credentials for Azure",
    ],
    [
      "other settings of azure-native",
      {},
      { "azure-native:location": "x" },
      "there are no credentials for Azure",
    ],
    ["no proof", IDS, {}, "the credentials for Azure lack ARM_CLIENT_SECRET"],
    [
      "a proof alone",
      { ARM_CLIENT_SECRET: "s" },
      {},
      "the credentials for Azure lack ARM_CLIENT_ID, ARM_TENANT_ID, ARM_SUBSCRIPTION_ID",
    ],
    [
      "no tenant",
      { ARM_CLIENT_ID: "a", ARM_SUBSCRIPTION_ID: "c", ARM_USE_OIDC: "true" },
      {},
      "the credentials for Azure lack ARM_TENANT_ID",
    ],
  ])("with %s, in one sentence with the way to log in", (_, env, config, says) => {
    expect(missing(env, config)).toBe(`${says}: ${WAYS}`);
  });

  it("is one of the problems of a stack for the lab's own commands", () => {
    const [only, ...rest] = credentialProblems({ env: {}, config: {}, loggedInByCli: false });
    expect(only && onOneLine(only)).toMatch(
      /^target: azure: there are no credentials for Azure\. Log in with `az login`/,
    );
    expect(rest).toEqual([]);
    expect(credentialProblems({ env: {}, config: {}, loggedInByCli: true })).toEqual([]);
  });
});

describe("the az CLI's login", () => {
  const home = mkdtempSync(join(tmpdir(), "lab-az-"));
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  it.each<[string, string, boolean]>([
    ["a subscription", '{"subscriptions":[{"id":"x"}]}', true],
    ["a byte order mark", '\uFEFF{"subscriptions":[{"id":"x"}]}', true],
    ["no subscription, after az logout", '{"subscriptions":[]}', false],
    ["nothing of that name", "{}", false],
    ["half a file", '{"subscriptions":[', false],
    ["no object", "null", false],
  ])("in a profile with %s", (_, profile, expected) => {
    mkdirSync(join(home, ".azure"), { recursive: true });
    writeFileSync(join(home, ".azure", "azureProfile.json"), profile);
    expect(loggedInByCli({ HOME: home })).toBe(expected);
    expect(loggedInByCli({ HOME: "/nowhere", AZURE_CONFIG_DIR: join(home, ".azure") })).toBe(expected);
  });

  it("is none without a profile", () => {
    expect(loggedInByCli({ HOME: join(home, "nobody") })).toBe(false);
  });
});
