import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { chooseBackend } from "../../../cli/pulumi/backend";
import { exportLines, pulumiVariables, type EngineSetting } from "../../../cli/pulumi/variables";

const own = chooseBackend({ env: {}, state: "/state", target: () => "local" });
const setting: EngineSetting = {
  stack: "second",
  backend: own,
  programs: ["/cache/bin", "/cache/cni"],
  acquires: false,
};

describe("variables", () => {
  test("of the lab's own backend", () => {
    expect(pulumiVariables(setting, { PATH: "/usr/bin:/bin" })).toEqual({
      PATH: "/cache/bin:/cache/cni:/usr/bin:/bin",
      PULUMI_STACK: "second",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_BACKEND_URL: "file:///state/pulumi",
      PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/state/pulumi/passphrase",
    });
  });

  test("keep the engine's own talk over 127.0.0.1 from a proxy, and the user's exceptions", () => {
    const env = { https_proxy: "http://proxy:1", no_proxy: "corp" };
    expect(pulumiVariables(setting, env)).toMatchObject({
      NO_PROXY: "corp,localhost,127.0.0.1,::1",
      no_proxy: "corp,localhost,127.0.0.1,::1",
    });
    expect(pulumiVariables(setting, {})).not.toHaveProperty("NO_PROXY");
  });

  test.each([
    ["a passphrase", { PULUMI_CONFIG_PASSPHRASE: "" }],
    ["a passphrase file", { PULUMI_CONFIG_PASSPHRASE_FILE: "/mine" }],
  ])("leave the user's own %s alone", (_name, env) => {
    expect(pulumiVariables(setting, env)).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
  });

  test("leave a chosen backend alone", () => {
    const variables = pulumiVariables({ ...setting, backend: { kind: "chosen", by: "pulumi login" } }, {});
    expect(Object.keys(variables).sort()).toEqual([
      "PATH",
      "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
      "PULUMI_SKIP_UPDATE_CHECK",
      "PULUMI_STACK",
    ]);
  });

  test.each([true, false])("let the engine download plugins: %s", (acquires) => {
    const variables = pulumiVariables({ ...setting, acquires }, {});
    expect(variables.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION).toBe(String(!acquires));
  });

  test("set in a shell that has them change nothing", () => {
    const once = pulumiVariables(setting, { PATH: "/bin" });
    expect(pulumiVariables(setting, once).PATH).toBe(once.PATH);
  });
});

test("a shell reads exported values as they are", () => {
  fc.assert(
    fc.property(
      fc.string({
        maxLength: 20,
        unit: fc.constantFrom("a", " ", "'", '"', "$", "`", "\\", "\n", ";", "*", "~", "(", "é"),
      }),
      (value) => {
        const script = `${exportLines({ LAB_TEST: value }).join("\n")}\nprintf '%s.' "$LAB_TEST"`;
        expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(`${value}.`);
      },
    ),
    { numRuns: 40 },
  );
});
