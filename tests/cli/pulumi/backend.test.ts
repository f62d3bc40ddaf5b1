import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBackend, makeOwnBackend } from "../../../cli/pulumi/backend";

const STATE = "/state";
const own = {
  kind: "own",
  directory: "/state/pulumi",
  url: "file:///state/pulumi",
  passphraseFile: "/state/pulumi/passphrase",
} as const;

test.each([
  ["nothing chosen", {}, undefined, own],
  ["a URL", { PULUMI_BACKEND_URL: "s3://bucket" }, undefined, { kind: "chosen", by: "PULUMI_BACKEND_URL" }],
  ["an empty URL", { PULUMI_BACKEND_URL: "" }, undefined, own],
  ["the URL that `lab env` set", { PULUMI_BACKEND_URL: own.url }, "https://cloud.invalid", own],
  ["a token", { PULUMI_ACCESS_TOKEN: "t" }, undefined, { kind: "chosen", by: "PULUMI_ACCESS_TOKEN" }],
  ["a login", {}, "https://cloud.invalid", { kind: "chosen", by: "pulumi login" }],
  ["a logout", {}, "", own],
])("with %s", (_name, env, login, backend) => {
  expect(chooseBackend(env, login, STATE)).toEqual(backend);
});

describe("the lab's own backend", () => {
  const state = mkdtempSync(join(tmpdir(), "backend-"));
  const backend = chooseBackend({}, undefined, state);
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
