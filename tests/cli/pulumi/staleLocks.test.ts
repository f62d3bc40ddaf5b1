import { spawn, type ChildProcess } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBackend } from "../../../cli/pulumi/backend";
import { removeStaleLocks } from "../../../cli/pulumi/staleLocks";
import { waitFor } from "../../../system/deadline";

const state = mkdtempSync(join(tmpdir(), "locks-"));
const backend = chooseBackend({ env: {}, state, target: () => "local" });
if (backend.kind !== "own") throw new Error("it must be the lab's own");
const folder = join(backend.directory, ".pulumi", "locks", "organization", "project", "local");
// Numbers of processes end below this on every Linux.
const NOBODY = 2 ** 22 + 1;

const children: ChildProcess[] = [];

/** A process of that name that sleeps. */
function sleeper(name: string): number {
  const program = join(mkdtempSync(join(state, "bin-")), name);
  copyFileSync("/bin/sleep", program);
  const child = spawn(program, ["600"], { stdio: "ignore" });
  children.push(child);
  return child.pid ?? NOBODY;
}

/** A process that has ended and that nobody asks for its exit code. */
async function zombie(): Promise<number> {
  const child = spawn("sh", ["-c", "sleep 0.5 & echo $!; exec sleep 600"]);
  children.push(child);
  const pid = Number(String(await new Promise((resolve) => child.stdout.once("data", resolve))));
  await waitFor({ what: "a zombie", seconds: 30 }, () =>
    readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ") ? true : undefined,
  );
  return pid;
}

const lockOf = (pid: number, { host = hostname(), written = new Date() } = {}) =>
  JSON.stringify({ pid, username: "me", hostname: host, timestamp: written.toISOString() });

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
});

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(state, { recursive: true });
});

const look = () => removeStaleLocks(backend, "project", "local");

test("where nothing ever ran there is nothing to remove", () => {
  expect(removeStaleLocks(backend, "project", "never")).toEqual({ removed: [], living: [] });
});

test("a lock whose engine lives stays, and so does another machine's", () => {
  const pid = sleeper("pulumi");
  write("living.json", lockOf(pid));
  write("elsewhere.json", lockOf(NOBODY, { host: `not-${hostname()}` }));
  write("dead.json.attrs", "{}");
  expect(look()).toEqual({ removed: [], living: [pid] });
  expect(readdirSync(folder).sort()).toEqual(["dead.json.attrs", "elsewhere.json", "living.json"]);
});

const anHourAgo = new Date(Date.now() - 3_600_000);

test.each([
  { now: "nobody", start: () => NOBODY },
  { now: "a zombie", start: zombie },
  { now: "another program that has got its number", start: () => sleeper("other") },
  { now: "a later engine that has got its number", start: () => sleeper("pulumi"), written: anHourAgo },
])("a lock whose engine is now $now goes, and that is said", async ({ start, written }) => {
  const pid = await start();
  write("dead.json", lockOf(pid, written === undefined ? {} : { written }));
  expect(look()).toEqual({
    removed: [`Removed the lock of pulumi (process ${pid}) on stack "local": it is gone.`],
    living: [],
  });
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["dead.json", ""],
  ["dead.json", "null"],
  ["fileblob123", '{"pid":'],
])("%s with %j, never written to its end, goes once it is old", (name, content) => {
  const path = write(name, content);
  expect(look()).toEqual({ removed: [], living: [] });
  utimesSync(path, new Date(), new Date(Date.now() - 10_000));
  expect(look().removed).toEqual(['Removed a lock on stack "local" that was never written to its end.']);
  expect(readdirSync(folder)).toEqual([]);
});
