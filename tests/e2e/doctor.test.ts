import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "../../cli/doctor/check";
import { writeProgram } from "../toolchain/fakePrograms";
import { makeCheckout, removeCheckout, type Checkout } from "./support/checkout";
import { leftSince, lookAtHost } from "./support/hostSide";
import { inCheckout, lab } from "./support/lab";
import { labFolder } from "./support/stack";

const PATIENCE_MS = 60_000;
let checkout: Checkout;
/** A folder of the test's own; the shells below know it as `$F`. */
let folder: string;

beforeAll(() => {
  checkout = makeCheckout();
});
afterAll(() => {
  removeCheckout(checkout);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-doctor-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `command` of the lab in mounts of its own, after `setup` in there: what that does to the machine is seen by nobody else. */
function inMounts(setup: string, command: string, env: Record<string, string> = {}) {
  const script = `set -e; ${setup}\nexec '${process.execPath}' cli/lab.js ${command}`;
  return inCheckout(checkout, ["unshare", "--mount", "sh", "-c", script], { F: folder, ...env });
}

async function checksIn(setup: string, env: Record<string, string> = {}): Promise<Map<string, Check>> {
  const { stdout } = await inMounts(setup, "doctor --json", env);
  return new Map((JSON.parse(stdout) as Check[]).map((check) => [check.name, check]));
}

it(
  "a machine that can hold labs is told so, and is as before",
  async () => {
    const before = lookAtHost();
    const ended = await lab(checkout, ["doctor"]);
    expect(ended.stdout).toMatch(/\nThis machine can hold labs\.$/);
    expect(ended.code).toBe(0);
    for (const name of ["namespaces", "nftables", "iptables", "links", "LAB_CACHE", "LAB_STATE", "cgroups"])
      expect(ended.stdout).toMatch(new RegExp(`^ok +${name} `, "m"));
    expect(leftSince(before)).toEqual([]);
  },
  PATIENCE_MS,
);

const OVERLAY =
  "mkdir -p $F/lower $F/upper $F/work $F/all; mount -t overlay overlay -o lowerdir=$F/lower,upperdir=$F/upper,workdir=$F/work $F/all";

it.each<[string, string, Record<string, string>, string, RegExp]>([
  ["a state folder on an overlay", OVERLAY, { LAB_STATE: "all/state" }, "LAB_STATE", /is on overlay: /],
  ["a cache on an overlay", OVERLAY, { LAB_CACHE: "all/cache" }, "LAB_CACHE", /is on overlay: /],
  [
    "a cache from which nothing may be started",
    "mkdir -p $F/all; mount -t tmpfs -o noexec tmpfs $F/all",
    { LAB_CACHE: "all" },
    "LAB_CACHE",
    /is on tmpfs: no program may be started there/,
  ],
  [
    "a state folder that root may not write to",
    "mkdir -p $F/all; mount -t tmpfs -o ro tmpfs $F/all",
    { LAB_STATE: "all" },
    "LAB_STATE",
    /Read-only file system/,
  ],
  [
    "control groups that can't be written to",
    "mount --rbind /sys/fs/cgroup /sys/fs/cgroup; for m in $(grep -o '/sys/fs/cgroup[^ ]*' /proc/self/mounts | sort -u); do mount -o remount,bind,ro $m; done",
    {},
    "cgroups",
    /can't be written to: .*Read-only file system/,
  ],
  [
    "few inotify instances",
    "echo 20 >$F/limit; mount --bind $F/limit /proc/sys/fs/inotify/max_user_instances",
    {},
    "inotify",
    /of root's 20 free/,
  ],
])(
  "%s: told, and refused before anything is made",
  async (_, setup, given, name, found) => {
    const env = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, join(folder, value)]));
    const check = (await checksIn(setup, env)).get(name);
    expect(check).toMatchObject({ verdict: "missing", found: expect.stringMatching(found) as string });
    const up = await inMounts(setup, "up", env);
    expect(up.code).toBe(2);
    expect(up.stderr).toMatch(new RegExp(`^  ${name} +`, "m"));
    expect(up.stderr).toContain(`-> ${check?.wayOut ?? "?"}`);
    expect(existsSync(labFolder(checkout, "local"))).toBe(false);
    expect(readdirSync(folder).filter((file) => file.startsWith(".lab-doctor"))).toEqual([]);
  },
  PATIENCE_MS,
);

it(
  "a folder in /run is refused by its name",
  async () => {
    const run = mkdtempSync("/run/lab-doctor-");
    try {
      const checks = await checksIn("", { LAB_STATE: join(run, "state") });
      expect(checks.get("places")).toMatchObject({ verdict: "missing", found: `LAB_STATE ${run}` });
    } finally {
      rmSync(run, { recursive: true });
    }
  },
  PATIENCE_MS,
);

/** A program before the real one on PATH, which refuses what a kernel without some module does. */
function refusing(program: string, pattern: string): string {
  const real = execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim();
  const input = program === "nft" ? "$(cat)" : "";
  const body = `input="${input}"; case "$* $input" in *'${pattern}'*) exit 1 ;; esac; printf '%s\\n' "$input" | ${real} "$@"`;
  writeProgram(join(folder, "bin"), program, body);
  return `${join(folder, "bin")}:${process.env.PATH ?? ""}`;
}

it.each([
  ["nft", "jhash", "nftables", "the kernel lacks nft_hash"],
  ["nft", "ct state", "nftables", "the kernel lacks nft_ct"],
  ["ip", "type veth", "links", "the kernel lacks veth"],
  ["ip", "type bridge", "links", "the kernel lacks bridge"],
])(
  "a kernel where %s can't do `%s`: what lacks is named, and nothing else",
  async (program, pattern, name, found) => {
    const check = (await checksIn("", { PATH: refusing(program, pattern) })).get(name);
    expect(check).toMatchObject({ verdict: "missing", found });
  },
  PATIENCE_MS,
);

describe("iptables", () => {
  const real = execFileSync("sh", ["-c", "command -v xtables-nft-multi"], { encoding: "utf8" }).trim();
  const path = (): string => `${join(folder, "bin")}:${process.env.PATH ?? ""}`;

  it(
    "without the module for session affinity",
    async () => {
      // As a kernel without xt_recent has it: what is to be restored is refused as a whole.
      const refusal = `echo "Couldn't load match \\\`recent'" >&2; exit 2`;
      const body = `input=$(cat); case $input in *'-m recent'*) ${refusal} ;; esac; printf '%s\\n' "$input" | ${real} iptables-restore "$@"`;
      writeProgram(join(folder, "bin"), "iptables-restore", body);
      const nft = `shift; ${join(folder, "bin", "iptables-restore")} "$@"`;
      writeProgram(join(folder, "bin"), "xtables-nft-multi", nft);
      const check = (await checksIn("", { PATH: path() })).get("iptables");
      expect(check).toMatchObject({ verdict: "missing", found: "the kernel lacks xt_recent" });
      expect(check?.wayOut).toContain("xt_recent");
    },
    PATIENCE_MS,
  );

  it(
    "of the legacy kind without tables",
    async () => {
      const body = `echo "iptables v1.8.9 (legacy): can't initialize iptables table" >&2; exit 3`;
      const legacy = writeProgram(join(folder, "bin"), "xtables-legacy-multi", body);
      for (const name of ["iptables", "iptables-restore", "iptables-save"])
        symlinkSync(legacy, join(folder, "bin", name));
      const check = (await checksIn("", { PATH: path() })).get("iptables");
      expect(check).toMatchObject({ verdict: "note" });
      expect(check?.found).toMatch(/^iptables is the legacy one/);
    },
    PATIENCE_MS,
  );
});
