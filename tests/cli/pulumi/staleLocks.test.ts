import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBackend } from "../../../cli/pulumi/backend";
import { removeStaleLocks } from "../../../cli/pulumi/staleLocks";

const state = mkdtempSync(join(tmpdir(), "locks-"));
const backend = chooseBackend({ env: {}, state: state, target: () => "local" });
if (backend.kind !== "own") throw new Error("it must be the lab's own");
const folder = join(backend.directory, ".pulumi", "locks", "organization", "project", "local");
// Numbers of processes end below this on every Linux.
const NOBODY = 2 ** 22 + 1;

afterAll(() => {
  rmSync(state, { recursive: true });
});

test("where nothing ever ran there is nothing to remove", () => {
  expect(() => {
    removeStaleLocks(backend, "project", "local");
  }).not.toThrow();
});

test("only locks of this machine's dead engines go", () => {
  mkdirSync(folder, { recursive: true });
  const locks = {
    "dead.json": { pid: NOBODY, hostname: hostname() },
    "living.json": { pid: process.pid, hostname: hostname() },
    "elsewhere.json": { pid: NOBODY, hostname: `not-${hostname()}` },
  };
  for (const [name, lock] of Object.entries(locks)) writeFileSync(join(folder, name), JSON.stringify(lock));
  writeFileSync(join(folder, "dead.json.attrs"), "{}");
  removeStaleLocks(backend, "project", "local");
  expect(readdirSync(folder).sort()).toEqual(["dead.json.attrs", "elsewhere.json", "living.json"]);
});
