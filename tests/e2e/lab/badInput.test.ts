import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { inCheckout, lab, pulumi } from "../support/lab";
import { labFolder } from "../support/stack";

const PATIENCE_MS = 120_000;
let checkout: Checkout;

beforeEach(() => {
  checkout = makeCheckout();
});
afterEach(() => {
  expect(existsSync(labFolder(checkout, "local"))).toBe(false);
  removeCheckout(checkout);
});

function set(...lines: string[]): void {
  const file = join(checkout.project, "Pulumi.local.yaml");
  writeFileSync(
    file,
    `${readFileSync(file, "utf8")}${lines.map((line) => `  aks-lb-lab:${line}\n`).join("")}`,
  );
}

describe("lab up refuses, before anything is made", () => {
  it.each([
    ["a CIDR that overlaps", "podCidr: 10.240.0.0/16", /podCidr +10\.240\.0\.0\/16[^]*overlap[^]*->/],
    ["a zone that is none", 'zones: ["1", "4"]', /zones +.*4[^]*->/],
    ["an affinity in the wrong case", "sessionAffinity: clientip", /sessionAffinity +clientip[^]*ClientIP/],
    ["no node", "nodeCount: 0", /nodeCount +0[^]*->/],
    ["a number in words", 'nodeCount: "three"', /nodeCount +.*three[^]*->/],
    ["a key that is none", "nodeCont: 3", /nodeCont[^]*nodeCount/],
  ])(
    "%s",
    async (_, line, expected) => {
      set(line);
      const ended = await lab(checkout, ["up"]);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(expected);
    },
    PATIENCE_MS,
  );

  it(
    "all that is wrong at once",
    async () => {
      set("nodeCount: 0", "sessionAffinity: clientip", 'zones: ["1", "1"]');
      const ended = await lab(checkout, ["up"]);
      expect(ended.code).toBe(2);
      for (const key of ["nodeCount", "sessionAffinity", "zones"]) expect(ended.stderr).toContain(key);
    },
    PATIENCE_MS,
  );

  it(
    "a port in use",
    async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = server.address() as AddressInfo;
      set(`apiServerPort: ${port}`);
      const ended = await lab(checkout, ["up"]);
      server.close();
      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(new RegExp(`apiServerPort +${port}`));
    },
    PATIENCE_MS,
  );

  it(
    "a user who is not root and may not sudo",
    async () => {
      const ended = await asNobody("up");
      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(/root|sudo/);
    },
    PATIENCE_MS,
  );
});

/** By a user who can't become root. */
function asNobody(verb: string) {
  const { project, state } = checkout;
  // Who may read all: the checkout may be in a folder of root's own.
  const reader = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
  const nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", ...reader, "--no-new-privs"];
  const command = ["setpriv", ...nobody, process.execPath, join(project, "cli", "lab.js"), verb];
  const quoted = command.map((word) => `'${word}'`).join(" ");
  return inCheckout(checkout, ["bash", "-c", `HOME=/tmp LAB_STATE='${state}' ${quoted}`]);
}

it(
  "lab down refuses a user who can't end the lab, before anything is destroyed",
  async () => {
    const folder = labFolder(checkout, "local");
    mkdirSync(folder, { recursive: true });
    // Whether a file is there is asked by the user's own rights, without capabilities.
    chmodSync(join(checkout.project, ".."), 0o755);
    const ended = await asNobody("down");
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^  root +user id 65534[^]*-> Run `sudo -v` first/m);
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  },
  PATIENCE_MS,
);

it(
  "plain `pulumi up` says the same",
  async () => {
    set("podCidr: 10.240.0.0/16");
    const ended = await pulumi(
      checkout,
      "pulumi stack init local; pulumi up --yes --skip-preview --stack local",
    );
    expect(ended.code).not.toBe(0);
    expect(ended.stdout + ended.stderr).toMatch(/podCidr.*10\.240\.0\.0\/16.*overlap/);
  },
  PATIENCE_MS,
);

describe("what only the engine can read", () => {
  it(
    "is left to the program: values that an environment of Pulumi ESC may set",
    async () => {
      const file = join(checkout.project, "Pulumi.dev.yaml");
      writeFileSync(file, `environment:\n  - aks/dev\n${readFileSync(file, "utf8")}`);
      const { code, stderr } = await lab(checkout, ["up", "--stack", "dev"]);
      // A backend of files has no environments, and only the engine says so.
      expect({ code, refused: stderr.includes("to mend") }).toEqual({ code: 3, refused: false });
    },
    PATIENCE_MS,
  );

  it(
    "hides nothing that the stack's file itself gets wrong",
    async () => {
      set("nodeCount: 0");
      const file = join(checkout.project, "Pulumi.local.yaml");
      writeFileSync(file, `environment:\n  - aks/dev\n${readFileSync(file, "utf8")}`);
      const { code, stderr } = await lab(checkout, ["up"]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/nodeCount +0/);
    },
    PATIENCE_MS,
  );
});
