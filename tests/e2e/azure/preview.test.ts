import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ON_AZURE } from "../../config/raw";
import { makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { lab, succeeding, type Ended } from "../support/lab";
import { standInPath } from "./support/standInPath";

const PATIENCE_MS = 180_000;
let checkout: Checkout;

beforeAll(async () => {
  checkout = makeCheckout();
  await succeeding(lab(checkout, ["pulumi", "--stack", "dev", "stack", "init", "dev"]));
});
afterAll(() => {
  removeCheckout(checkout);
});

/** The stack's file says exactly this. */
function settings(set: Readonly<Record<string, unknown>>): void {
  // JSON is YAML.
  writeFileSync(join(checkout.project, "Pulumi.dev.yaml"), JSON.stringify({ config: set }));
}

/** `pulumi preview` of the stack as someone whom no login surrounds, and with the stand-in for Azure. */
function preview(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const { project, state } = checkout;
  return lab(checkout, ["pulumi", "--stack", "dev", "preview", "--non-interactive", ...args], {
    PATH: standInPath(project, policyLauncher()),
    AZURE_CONFIG_DIR: join(state, "nobody"),
    LAB_STANDIN_SUBSCRIPTION: join(state, "subscription"),
    ...NO_LOGIN,
    ...env,
  });
}

const NO_LOGIN = {
  ARM_CLIENT_ID: "",
  ARM_TENANT_ID: "",
  ARM_SUBSCRIPTION_ID: "",
  ARM_CLIENT_SECRET: "",
  ARM_USE_OIDC: "",
  ARM_USE_MSI: "",
};
const LOGGED_IN = {
  ARM_USE_MSI: "true",
  ARM_SUBSCRIPTION_ID: "00000000-0000-0000-0000-000000000003",
  ARM_TENANT_ID: "00000000-0000-0000-0000-000000000002",
};

/**
 * What the language host of Pulumi's own distribution does: starts a policy pack of Node.js. The newest host that can be built from
 * its module can't, so the pack says that it is of another runtime, whose packs the engine starts by a program of that name.
 */
function policyLauncher(): string {
  const pack = join(checkout.project, "policy", "PulumiPolicy.yaml");
  writeFileSync(pack, readFileSync(pack, "utf8").replace("name: nodejs", "name: tests"));
  const folder = join(checkout.state, "policy-launcher");
  const program = join(folder, "pulumi-analyzer-policy-tests");
  const main = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  mkdirSync(folder, { recursive: true });
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
  chmodSync(program, 0o755);
  return folder;
}

/** The message behind the last `error:` of a preview, line by line. */
function errorLines({ stdout }: Ended): string[] {
  const diagnostics = stdout.slice(stdout.indexOf("Diagnostics:"));
  const [, message = ""] = /error: ([^]*?)\n\n/.exec(diagnostics) ?? [];
  return message.split("\n").map((line) => line.trim());
}

/** Changes a component as someone would who does not think of what it opens. */
async function withChange(
  file: string,
  from: string,
  to: string,
  action: () => Promise<void>,
): Promise<void> {
  const path = join(checkout.project, file);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
  try {
    await action();
  } finally {
    writeFileSync(path, before);
  }
}

describe("pulumi preview of a stack on Azure", () => {
  it(
    "without credentials says in one sentence what is missing and how to log in",
    async () => {
      settings(ON_AZURE);
      const ended = await preview({});
      expect(ended.code).not.toBe(0);
      expect(errorLines(ended)).toEqual([
        expect.stringMatching(/^there are no credentials for Azure: log in with `az login`, or set .*\.$/),
      ]);
      expect(ended.stdout).not.toContain("azure-native:");
    },
    PATIENCE_MS,
  );

  it(
    "tells all that is wrong before any resource",
    async () => {
      settings({
        ...ON_AZURE,
        vmSize: "Standard_B2s",
        allowedSourceRanges: ["0.0.0.0/0"],
        expiresAt: "soon",
      });
      const ended = await preview(LOGGED_IN);
      expect(ended.code).not.toBe(0);
      expect(errorLines(ended).map((line) => line.split(": ")[0])).toEqual([
        "the configuration of this stack cannot work:",
        "vmSize",
        "allowedSourceRanges[0]",
        "expiresAt",
      ]);
      expect(ended.stdout).not.toContain("azure-native:");
    },
    PATIENCE_MS,
  );
});

describe("the policy pack under the real engine", () => {
  it(
    "lets the lab pass, and says of kubenet when it ends",
    async () => {
      settings(ON_AZURE);
      const ended = await succeeding(preview(LOGGED_IN, "--policy-pack", "policy"));
      expect(ended.stdout).toContain("aks-lb-lab@v0.1.0");
      expect(ended.stdout).not.toContain("[mandatory]");
      expect(ended.stdout).toContain("networkModel: kubenet: is what AKS supports until 2028-03-31 only");
    },
    PATIENCE_MS,
  );

  it.each([
    [
      "nodes public",
      "components/azure/managedClusterArgs.ts",
      "enableNodePublicIP: false",
      "enableNodePublicIP: true",
      "no-public-nodes",
    ],
    [
      "the frontend IP open",
      "components/testApp.ts",
      "loadBalancerSourceRanges: args.allowedSourceRanges,",
      "",
      "closed-services",
    ],
    [
      "the end forgotten",
      "components/azure/labTags.ts",
      "owner, expiresAt }",
      "owner, until: expiresAt }",
      "tags",
    ],
  ])(
    "refuses a component that leaves %s",
    async (_, file, from, to, policy) => {
      settings(ON_AZURE);
      await withChange(file, from, to, async () => {
        const ended = await preview(LOGGED_IN, "--policy-pack", "policy");
        expect(ended.code).not.toBe(0);
        const refused = [...ended.stdout.matchAll(/\[mandatory\] +([\w-]+)/g)].map(([, name]) => name);
        expect([...new Set(refused)]).toEqual([policy]);
      });
    },
    PATIENCE_MS,
  );
});
