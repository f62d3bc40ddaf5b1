import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBackend } from "../../../cli/pulumi/backend";
import { stateFolder, type Engine } from "../../../cli/pulumi/engine";
import { stackFile } from "../../../cli/pulumi/stackFile";
import { Stack } from "../../../cli/pulumi/stack";

const STACK = "unit-test";
const CHANGE = {
  resOutputsEvent: {
    metadata: { op: "update", urn: "urn:pulumi:s::p::t::testapp", type: "kubernetes:core/v1:Service" },
  },
};
const FAILURE = {
  diagnosticEvent: { severity: "error", message: "no such zone", urn: "urn:pulumi:s::p::t::cluster" },
};
const SECRET = { diagnosticEvent: { severity: "debug", message: "the-kubeconfig" } };

let folder: string;

/** An engine that writes down how it is called, prints `events` for `up --json`, and ends all but `config` with `exitCode`. */
function engine({ events = [CHANGE] as object[], exitCode = 0, chosen = false } = {}): Engine {
  const program = join(folder, "engine");
  writeFileSync(join(folder, "events"), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const script = [
    "#!/bin/sh",
    `echo "$@" >>${folder}/calls`,
    `case "$*" in *--json*) cat ${folder}/events ;; esac`,
    `case "$*" in config*) exit 0 ;; esac`,
    `exit ${exitCode}`,
  ];
  writeFileSync(program, script.join("\n"));
  chmodSync(program, 0o755);
  const own = chooseBackend({ env: {}, state: folder, target: () => "local" });
  return { program, variables: {}, backend: chosen ? { kind: "chosen", by: "test" } : own, stack: STACK };
}

function calls(): string[] {
  const file = join(folder, "calls");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

function makeState(content = "{}"): void {
  const backend = chooseBackend({ env: {}, state: folder, target: () => "local" });
  if (backend.kind !== "own") throw new Error("it must be the lab's own");
  mkdirSync(stateFolder(backend), { recursive: true });
  writeFileSync(join(stateFolder(backend), `${STACK}.json`), content);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-"));
  process.env.LAB_STATE = folder;
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env.LAB_STATE;
});

const copy = () => join(folder, "stack-files", `Pulumi.${STACK}.yaml`);
const target = () => `--stack ${STACK} --config-file ${copy()}`;

test("in the lab's own backend a stack exists when its state does, without asking the engine", async () => {
  const stack = new Stack(engine());
  expect(await stack.exists()).toBe(false);
  makeState();
  expect(await stack.exists()).toBe(true);
  expect(calls()).toEqual([]);
});

test("a stack is made once", async () => {
  await new Stack(engine()).init();
  makeState();
  await new Stack(engine()).init();
  expect(calls()).toEqual([`stack init ${STACK} --no-select --non-interactive`]);
});

test("a setting is set in a copy, and what the engine changed is told", async () => {
  const report = await new Stack(engine()).set({ sessionAffinity: "ClientIP", replicas: "2" });
  expect(report.changes).toEqual([
    { operation: "update", type: "kubernetes:core/v1:Service", name: "testapp" },
  ]);
  expect(calls()).toEqual([
    `config set-all ${target()} --plaintext sessionAffinity=ClientIP --plaintext replicas=2`,
    `up ${target()} --yes --non-interactive --skip-preview --json`,
  ]);
  expect(existsSync(stackFile(STACK))).toBe(false);
});

describe("accounting for a resource", () => {
  const resource = { type: "lab:index:LocalCluster" };
  const latest = (state: unknown) => JSON.stringify({ checkpoint: { latest: state } });

  test.each([
    ["a resource", latest({ resources: [{ type: "other" }, resource] }), true],
    ["no resource", latest({ resources: [{ type: "other" }] }), false],
    [
      "an operation that was cut short",
      latest({ pending_operations: [{ type: "creating", resource }] }),
      false,
    ],
    ["a new stack's", latest(undefined), false],
    ["what is no state", '{"checkpoint', undefined],
  ])("%s", (_, state, accounts) => {
    makeState(state);
    expect(new Stack(engine()).accountsFor(resource.type)).toBe(accounts);
  });

  test("is not known in a backend that the user chose", () => {
    expect(new Stack(engine({ chosen: true })).accountsFor(resource.type)).toBeUndefined();
  });
});

describe("restoring", () => {
  test("takes one `up`, however much was set", async () => {
    const stack = new Stack(engine());
    await stack.set({ sessionAffinity: "ClientIP" });
    writeFileSync(copy(), "changed");
    await stack.set({ replicas: "2" });
    expect(readFileSync(copy(), "utf8")).toBe("changed");
    const before = calls().length;
    await stack.restore();
    await stack.restore();
    expect(calls().slice(before)).toEqual([`up ${target()} --yes --non-interactive --skip-preview --json`]);
    expect(existsSync(copy())).toBe(false);
  });

  /** An engine that meets a conflict, unless it is told to use force. */
  const inConflict = (): Engine => {
    const message = 'conflict with "kubectl"';
    const events = [{ diagnosticEvent: { ...FAILURE.diagnosticEvent, message } }];
    const failing = engine({ events, exitCode: 255 });
    const forced =
      '#!/bin/sh\n[ -z "$PULUMI_K8S_ENABLE_PATCH_FORCE" ] || { echo forced >>"$0.forced"; exit 0; }';
    writeFileSync(failing.program, readFileSync(failing.program, "utf8").replace("#!/bin/sh", forced));
    return failing;
  };

  test("goes on by force where somebody has changed what experiments have set", async () => {
    const stack = new Stack(engine());
    await stack.set({ sessionAffinity: "ClientIP" });
    const { program } = inConflict();
    await stack.restore();
    expect(readFileSync(`${program}.forced`, "utf8")).toBe("forced\n");
  });

  test("leaves alone what could not be set for a conflict", async () => {
    const failing = inConflict();
    const stack = new Stack(failing);
    await expect(stack.set({ sessionAffinity: "ClientIP" })).rejects.toThrow('conflict with "kubectl"');
    expect(await stack.restore()).toEqual({ changes: [], messages: [] });
    expect(existsSync(`${failing.program}.forced`)).toBe(false);
  });

  test("takes none when nothing was set", async () => {
    expect(await new Stack(engine()).restore()).toEqual({ changes: [], messages: [] });
    expect(calls()).toEqual([]);
  });
});

test("what the engine says of a failure is told, and its debugging messages are not", async () => {
  const setting = new Stack(engine({ events: [SECRET, FAILURE], exitCode: 255 })).set({ zones: "4" });
  await expect(setting).rejects.toThrow(/^pulumi up failed:\ncluster: no such zone$/);
});

test("a conflict with whoever changed an object without Pulumi is told with the way back", async () => {
  const message =
    'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas';
  const failure = { diagnosticEvent: { ...FAILURE.diagnosticEvent, message } };
  await expect(
    new Stack(engine({ events: [failure], exitCode: 255 })).set({ replicas: "2" }),
  ).rejects.toThrow(
    `${message}\nThat was changed without Pulumi; ` +
      "`PULUMI_K8S_ENABLE_PATCH_FORCE=true npx lab pulumi --stack unit-test up --refresh` gives the stack's settings back to it.",
  );
});

test("a wrong passphrase is told with the variables that set it", async () => {
  const failure = { diagnosticEvent: { ...FAILURE.diagnosticEvent, message: "incorrect passphrase" } };
  await expect(
    new Stack(engine({ events: [failure], exitCode: 255 })).set({ replicas: "2" }),
  ).rejects.toThrow(
    /made with another passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE/,
  );
});

describe("removing", () => {
  test("asks the engine, which refuses while there are resources, and keeps the settings", async () => {
    makeState();
    await new Stack(engine()).remove();
    expect(calls()).toEqual([`stack rm ${STACK} --preserve-config --yes --non-interactive`]);
  });

  test("does so in a backend that the user chose", async () => {
    await new Stack(engine({ chosen: true })).remove();
    expect(calls()).toEqual([
      `stack --stack ${STACK} --show-name`,
      `stack rm ${STACK} --preserve-config --yes --non-interactive`,
    ]);
  });

  test("has nothing to do where there is no stack", async () => {
    await new Stack(engine()).remove();
    expect(calls()).toEqual([]);
  });
});

describe("forgetting", () => {
  test("asks the engine first", async () => {
    makeState();
    expect(await new Stack(engine()).forget()).toBeUndefined();
    expect(calls()).toEqual([`stack rm ${STACK} --force --preserve-config --yes --non-interactive`]);
  });

  test("puts a state aside that the engine cannot read", async () => {
    makeState();
    const stack = new Stack(engine({ exitCode: 255 }));
    const kept = await stack.forget();
    expect(kept).toMatch(/unit-test\.json\.broken$/);
    expect(existsSync(kept ?? "")).toBe(true);
    expect(await stack.exists()).toBe(false);
  });

  test("leaves a backend alone that the user chose", async () => {
    expect(await new Stack(engine({ chosen: true })).forget()).toBeUndefined();
    expect(calls()).toEqual([]);
  });
});
