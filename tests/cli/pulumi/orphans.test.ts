import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endOrphans } from "../../../cli/pulumi/orphans";
import { startTimeOf } from "../../../system/processes";
import { waitFor } from "../../../system/deadline";
import { projectDirectory } from "../../../system/paths";
import { writeProgram } from "../../toolchain/fakePrograms";

const folder = mkdtempSync(join(tmpdir(), "orphans-"));
const children: ChildProcess[] = [];
const engine = createServer();
let living: string;
/** Nobody listens below the ports that are given out. */
const DEAD = "127.0.0.1:1";

beforeAll(async () => {
  await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
  living = `127.0.0.1:${(engine.address() as AddressInfo).port}`;
});

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  engine.close();
  rmSync(folder, { recursive: true });
});

interface Kind {
  readonly program?: string;
  readonly address?: string;
  readonly stack?: string;
  readonly cwd?: string;
  readonly body?: string;
}

/** A program that sleeps; by default a language host of stack `orphans-test` whose engine is gone. */
async function start(kind: Kind): Promise<number> {
  const { program = "pulumi-language-nodejs", address = DEAD, stack = "orphans-test" } = kind;
  const path = writeProgram(
    mkdtempSync(join(folder, "bin-")),
    program,
    kind.body ?? "while :; do sleep 1; done",
  );
  const env = { ...process.env, PULUMI_STACK: stack };
  const child = spawn(path, [address], { env, cwd: kind.cwd ?? projectDirectory, stdio: "pipe" });
  children.push(child);
  const pid = child.pid ?? 0;
  await waitFor({ what: "the program", seconds: 5 }, () =>
    startTimeOf(pid) === undefined ? undefined : true,
  );
  // A shell that has not yet set its trap would end at once.
  if (kind.body !== undefined) await new Promise((resolve) => child.stdout.once("data", resolve));
  return pid;
}

test.each<[string, Kind]>([
  ["a language host", {}],
  ["a provider", { program: "pulumi-resource-lab" }],
  ["one that does not heed TERM", { body: "trap '' TERM; echo ready; while :; do sleep 1; done" }],
])(
  "%s whose engine is gone is ended",
  async (_, kind) => {
    const pid = await start(kind);
    await endOrphans("orphans-test");
    expect(startTimeOf(pid)).toBeUndefined();
  },
  60_000,
);

test.each<[string, () => Kind]>([
  ["whose engine listens", () => ({ address: living })],
  ["of another stack", () => ({ stack: "other" })],
  ["of another checkout", () => ({ cwd: "/" })],
  ["that is no plugin", () => ({ program: "pulumi" })],
  ["that was not started by an engine", () => ({ address: "up" })],
])("a program %s is left alone", async (_, kind) => {
  const pid = await start(kind());
  await endOrphans("orphans-test");
  expect(startTimeOf(pid)).toBeDefined();
});
