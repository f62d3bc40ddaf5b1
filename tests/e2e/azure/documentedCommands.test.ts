import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pulumiHome } from "../../../system/paths";
import { findToolchain } from "../../../toolchain/find";
import { writeProgram } from "../../toolchain/fakePrograms";
import { makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { inCheckout, type Ended } from "../support/lab";

const PATIENCE_MS = 300_000;
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJk8Vf1mUq0mUNlE9QbLqY0mJ0n1x5p3t1wF2sT7cQ4d me@example.com";

let checkout: Checkout;
const home = () => join(checkout.state, "..", "home");

beforeAll(() => {
  checkout = makeCheckout();
  mkdirSync(join(home(), ".ssh"), { recursive: true });
  writeFileSync(join(home(), ".ssh", "id_ed25519.pub"), `${KEY}\n`);
  writeFileSync(join(home(), ".gitconfig"), "[user]\n  email = me@example.com\n");
  // The address that the internet sees, without the internet.
  writeProgram(join(home(), "bin"), "curl", "printf 203.0.113.7");
  // A Pulumi of the user's own, as without one the first command would build it for minutes; the lab's cache is empty.
  const toolchain = findToolchain(["pulumi", "pulumi-language-nodejs"]);
  for (const name of ["pulumi", "pulumi-language-nodejs"] as const)
    symlinkSync(toolchain.program(name), join(home(), "bin", name));
  mkdirSync(join(home(), ".pulumi"));
  symlinkSync(join(pulumiHome(), "plugins"), join(home(), ".pulumi", "plugins"));
});

afterAll(() => {
  removeCheckout(checkout);
});

/** The commands that docs/azure.md gives for the first time, one a line. */
function documented(): string[] {
  const text = readFileSync(join(checkout.project, "docs", "azure.md"), "utf8");
  const fence = /^## Up\n\n```sh\n(.*?)^```/ms.exec(text)?.[1];
  if (fence === undefined) throw new Error("docs/azure.md has no commands under Up");
  return fence.trim().split("\n");
}

/** On a machine where nobody is logged in to Azure and nothing is prepared. */
function onFreshMachine(line: string): Promise<Ended> {
  const withoutNpm = `npx() { shift; "${process.execPath}" cli/lab.js "$@"; }; ${line}`;
  const nobody = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(ARM|AZURE|PULUMI)_/.test(name))
      .map((name) => [name, ""]),
  );
  return inCheckout(checkout, ["bash", "-c", withoutNpm], {
    ...nobody,
    HOME: home(),
    AZURE_CONFIG_DIR: join(home(), "none"),
    LAB_CACHE: join(home(), "cache"),
    PULUMI_HOME: join(home(), ".pulumi"),
    PATH: [join(home(), "bin"), dirname(process.execPath), "/usr/bin", "/bin", "/usr/sbin", "/sbin"].join(
      ":",
    ),
  });
}

test(
  "the documented first commands work from empty folders until a login is needed",
  async () => {
    const [first, ...lines] = documented();
    expect(first).toBe("npm ci && az login");
    const [up, preview, ...settings] = [...lines].reverse();
    expect(settings.length).toBeGreaterThanOrEqual(5);
    for (const line of settings.reverse()) {
      const { code, stdout, stderr } = await onFreshMachine(line);
      expect({ line, code, said: code === 0 ? "" : stdout + stderr }).toEqual({ line, code: 0, said: "" });
    }
    // With all settings in place nothing but the login is missing.
    for (const line of [preview ?? "", up ?? ""]) {
      const { code, stdout, stderr } = await onFreshMachine(line);
      expect(code).not.toBe(0);
      expect(stdout + stderr).toContain("there are no credentials for Azure");
      expect(stdout + stderr).not.toMatch(/must be there|must tell|must be set|must name/);
    }
  },
  PATIENCE_MS,
);

test(
  "`lab env` prints nothing but lines for a shell, whatever it has to prepare",
  async () => {
    const { code, stdout, stderr } = await onFreshMachine("rm -rf $LAB_CACHE; npx lab env --stack dev");
    expect(code).toBe(0);
    expect(stdout.split("\n").filter((line) => !line.startsWith("export "))).toEqual([]);
    expect(stderr).toContain("programs: done");
  },
  PATIENCE_MS,
);
