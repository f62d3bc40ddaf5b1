import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RootState } from "./containersRoot";

const CONTROLLERS = ["cpu", "cpuset", "memory", "hugetlb", "pids"];
/** The machine's tree of version 2: its only one, or the one beside version 1. */
const TREE = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].find((folder) =>
  existsSync(join(folder, "cgroup.controllers")),
);

const words = (folder: string, file: string): string[] =>
  readFileSync(join(folder, file), "utf8").split(/\s+/).filter(Boolean);

describe("controllers of cgroup version 2 in a container whose root has processes", () => {
  let container: string;
  let mounted: string;
  let lent: string[];
  let controllers: string[];

  beforeEach(() => {
    if (TREE === undefined) throw new Error("this machine has no tree of cgroup version 2");
    const on = words(TREE, "cgroup.subtree_control");
    lent = wanted(TREE).filter((name) => !on.includes(name));
    for (const name of lent) writeFileSync(join(TREE, "cgroup.subtree_control"), `+${name}`);
    container = join(TREE, `lab-test-container-${process.pid}`);
    mkdirSync(container);
    mounted = mkdtempSync(join(tmpdir(), "lab-cgroup-"));
    controllers = wanted(container);
  });

  afterEach(() => {
    execFileSync("find", [container, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";"]);
    for (const name of lent) writeFileSync(join(TREE ?? "", "cgroup.subtree_control"), `-${name}`);
    rmdirSync(mounted);
  });

  const wanted = (folder: string): string[] =>
    words(folder, "cgroup.controllers")
      .filter((name) => CONTROLLERS.includes(name))
      .sort();

  /** The states that a process tells which has `container` as its root, beside two others; all have ended afterwards. */
  function inContainer(...namespaces: string[]): RootState[] {
    const actor = [
      process.execPath,
      "--require",
      require.resolve("tsx/cjs"),
      join(__dirname, "containersRoot.ts"),
    ];
    const inside =
      'mount -t cgroup2 none "$0" && { sleep 60 & a=$!; sleep 60 & b=$!; "$@" "$0"; kill $a $b; wait; }';
    const script = `echo $$ >'${container}/cgroup.procs'; exec unshare --cgroup --mount "$@"`;
    const argv = ["-c", script, "sh", ...namespaces, "sh", "-c", inside, mounted, ...actor];
    return JSON.parse(execFileSync("sh", argv, { encoding: "utf8" })) as RootState[];
  }

  it("are handed on while labs are there, and nothing is left afterwards", () => {
    expect(controllers).not.toEqual([]);
    const added = ["aks-lb-lab", ...controllers.map((name) => `added-${name}`), "outside"].sort();
    const up = { processes: 0, switchedOn: controllers };
    const states = inContainer();
    const processes = states[0]?.processes ?? 0;
    expect(processes).toBeGreaterThanOrEqual(4);
    expect(states).toEqual([
      { step: "container", processes, switchedOn: [], below: [] },
      { step: "up", ...up, below: added },
      { step: "another lab is up", ...up, below: [...added, "lab"].sort() },
      { step: "down", processes, switchedOn: [], below: [] },
      { step: "up again", ...up, below: added },
      { step: "down beside another user", ...up, below: ["aks-lb-lab", "other", "outside"] },
    ]);
  });

  it("are refused with the way out where a process of outside is in the way", () => {
    const [before, up, , down] = inContainer("--pid", "--fork");
    expect(up?.refused?.split("\n")).toEqual(
      controllers.map(
        (name) =>
          `cgroup controller ${name}: ${mounted} does not hand it on: EBUSY: kubelets need each controller that the machine has. ` +
          "Processes of outside this container are in its root; start it with `--cgroupns=private`",
      ),
    );
    expect(down).toEqual({ ...before, step: "down" });
    expect(before).toMatchObject({ switchedOn: [], below: [] });
  });
});

describe("cgroups that are read-only, as in a container without privileges", () => {
  it("are refused with the way out", () => {
    const readOnly = `awk '$3 ~ /^cgroup/ {print $2}' /proc/self/mounts | xargs -n 1 mount -o remount,bind,ro && exec "$@"`;
    const actor = [process.execPath, "--require", require.resolve("tsx/cjs"), join(__dirname, "readOnly.ts")];
    const argv = ["--mount", "--propagation", "private", "sh", "-c", readOnly, "sh", ...actor];
    expect(execFileSync("unshare", argv, { encoding: "utf8" })).toMatch(
      /^cgroups: \/sys\/fs\/cgroup\S* is read-only: a lab's nodes have cgroups of their own\. In a container, start it with `--privileged`; elsewhere mount it anew, writable\n$/,
    );
  });
});
