import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendTold, chooseBackend, makeOwnBackend } from "../../../cli/pulumi/backend";

const STATE = "/state";
const own = {
  kind: "own",
  directory: "/state/pulumi",
  url: "file:///state/pulumi",
  passphraseFile: "/state/pulumi/passphrase",
} as const;

const CLOUD = "https://cloud.invalid";
const url = { kind: "chosen", by: "PULUMI_BACKEND_URL" } as const;
const token = { kind: "chosen", by: "PULUMI_ACCESS_TOKEN" } as const;
const byLogin = { kind: "chosen", by: "pulumi login" } as const;

test.each([
  ["nothing chosen", {}, undefined, { local: own, azure: own }],
  ["a URL", { PULUMI_BACKEND_URL: "s3://bucket" }, undefined, { local: url, azure: url }],
  ["a URL and a login", { PULUMI_BACKEND_URL: "s3://bucket" }, CLOUD, { local: url, azure: url }],
  ["an empty URL", { PULUMI_BACKEND_URL: "" }, undefined, { local: own, azure: own }],
  ["the URL that `lab env` set", { PULUMI_BACKEND_URL: own.url }, CLOUD, { local: own, azure: own }],
  ["a token", { PULUMI_ACCESS_TOKEN: "t" }, undefined, { local: own, azure: token }],
  ["a login", {}, CLOUD, { local: own, azure: byLogin }],
  ["a login that is wanted", { LAB_BACKEND: "login" }, CLOUD, { local: byLogin, azure: byLogin }],
  [
    "a token that is wanted",
    { LAB_BACKEND: "login", PULUMI_ACCESS_TOKEN: "t" },
    CLOUD,
    { local: token, azure: token },
  ],
  ["a login that is wanted and not there", { LAB_BACKEND: "login" }, undefined, { local: own, azure: own }],
  ["a login and an empty wish", { LAB_BACKEND: "" }, CLOUD, { local: own, azure: byLogin }],
  ["a logout", {}, "", { local: own, azure: own }],
])("with %s", (_name, env, login, backends) => {
  for (const target of ["local", "azure"] as const)
    expect(chooseBackend({ env, login, state: STATE, target: () => target })).toEqual(backends[target]);
});

test("another wish than the one there is", () => {
  const choice = { env: { LAB_BACKEND: "chosen" }, state: STATE, target: () => "local" as const };
  expect(() => chooseBackend(choice)).toThrow(/^LAB_BACKEND: chosen: knows one value, "login"/);
});

test.each([
  [own, "the lab's own, file:///state/pulumi"],
  [byLogin, "yours, by pulumi login"],
])("%j is told as %s", (backend, words) => {
  expect(backendTold(backend)).toBe(words);
});

describe("the lab's own backend", () => {
  const state = mkdtempSync(join(tmpdir(), "backend-"));
  const backend = chooseBackend({ env: {}, state: state, target: () => "local" });
  if (backend.kind !== "own") throw new Error("it must be the lab's own");

  afterAll(() => {
    rmSync(state, { recursive: true });
  });

  test("is open to its user only", () => {
    makeOwnBackend(backend);
    expect(statSync(backend.directory).mode & 0o777).toBe(0o700);
    expect(statSync(backend.passphraseFile).mode & 0o777).toBe(0o600);
  });

  test("keeps its passphrase", () => {
    const passphrase = readFileSync(backend.passphraseFile, "utf8");
    expect(passphrase).toMatch(/^[\w+/]{32}\n$/);
    makeOwnBackend(backend);
    expect(readFileSync(backend.passphraseFile, "utf8")).toBe(passphrase);
  });
});
