import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dropSalts, withoutSalt } from "../../../cli/pulumi/salt";

const SALT = "v1:POIW58ldOx0=:v1:f9rXErNeMuoOpQxr:N9l35KMiTslyt5+9/f0UsnWX1FMARw==";
const LINE = `encryptionsalt: ${SALT}\n`;
const CONFIG = "# mine\nconfig:\n  aks-lb-lab:target: local\n";

describe("one file", () => {
  test.each([
    ["loses the state's salt", CONFIG + LINE, SALT, CONFIG],
    ["loses it wherever it stands", LINE + CONFIG, SALT, CONFIG],
    ["keeps another salt", CONFIG + LINE, "v1:other", CONFIG + LINE],
    ["keeps it when there is no state", CONFIG + LINE, undefined, CONFIG + LINE],
    ["keeps what its secrets need", `${CONFIG}  a:b:\n    secure: v1:x\n${LINE}`, SALT, undefined],
    ["loses it from a map in one line", `{encryptionsalt: '${SALT}'}\n`, SALT, "{}\n"],
    ["stays without one", CONFIG, SALT, CONFIG],
    ["with nothing else becomes nothing", LINE, SALT, ""],
  ])("%s", (_name, text, salt, expected) => {
    expect(withoutSalt(text, salt)).toBe(expected ?? text);
  });
});

test("of all files only those of stacks in this backend are touched", () => {
  const project = mkdtempSync(join(tmpdir(), "salt-"));
  const states = join(project, "states");
  mkdirSync(states);
  const state = { version: 3, checkpoint: { latest: { secrets_providers: { state: { salt: SALT } } } } };
  writeFileSync(join(states, "local.json"), JSON.stringify(state));
  writeFileSync(join(states, "second.json"), JSON.stringify(state));
  writeFileSync(join(states, "damaged.json"), "{");
  const files = {
    "Pulumi.yaml": LINE,
    "Pulumi.local.yaml": CONFIG + LINE,
    "Pulumi.second.yaml": LINE,
    "Pulumi.damaged.yaml": CONFIG + LINE,
    "Pulumi.dev.yaml": CONFIG + LINE,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  dropSalts(project, states);
  const after = readdirSync(project)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name, readFileSync(join(project, name), "utf8")]);
  expect(Object.fromEntries(after)).toEqual({
    "Pulumi.yaml": LINE,
    "Pulumi.local.yaml": CONFIG,
    "Pulumi.damaged.yaml": CONFIG + LINE,
    "Pulumi.dev.yaml": CONFIG + LINE,
  });
  rmSync(project, { recursive: true });
});
