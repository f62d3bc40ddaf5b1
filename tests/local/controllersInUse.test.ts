import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inUse } from "../../local/controllersInUse";

describe("whether something beside the labs uses a controller", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "lab-cgroup-"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it.each([
    ["cpu", "system.slice/cpu.max", "50000 100000", true],
    ["cpu", "system.slice/cpu.max", "max 100000", false],
    ["cpu", "system.slice/cpu.weight", "200", true],
    ["cpuset", "system.slice/cpuset.cpus", "0-1", true],
    ["cpuset", "system.slice/cpuset.cpus", "", false],
    ["memory", "system.slice/memory.max", "1073741824", true],
    ["memory", "system.slice/memory.high", "max", false],
    ["pids", "user.slice/pids.max", "100", true],
    ["hugetlb", "system.slice/hugetlb.2MB.max", "2097152", true],
    ["hugetlb", "system.slice/hugetlb.2MB.max", "max", false],
    ["cpu", "system.slice/memory.max", "1073741824", false],
    ["cpu", "aks-lb-lab/cpu.max", "50000 100000", false],
    ["cpu", "cpu.max", "50000 100000", false],
  ])("%s with %s %j: %s", (controller, file, content, used) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `${content}\n`);
    expect(inUse(root, controller)).toBe(used);
  });

  it("is told of no cgroup at all", () => {
    expect(inUse(root, "memory")).toBe(false);
  });
});
