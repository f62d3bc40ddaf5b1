import type { Check } from "../../../cli/doctor/check";
import type { CgroupFacts } from "../../../cli/doctor/trials/cgroups";
import { cgroupChecks } from "../../../cli/doctor/trials/cgroups";
import { confinementChecks, isConfined } from "../../../cli/doctor/trials/confinement";
import { firewallChecks } from "../../../cli/doctor/trials/firewall";
import { limitChecks } from "../../../cli/doctor/trials/limits";
import { linkChecks } from "../../../cli/doctor/trials/links";
import type { Outcome } from "../../../cli/doctor/trials/trial";
import { debian, outcomesOf } from "./facts";

const seen = (checks: readonly Check[]) => checks.map(({ name, verdict, found }) => [name, verdict, found]);

/** Recorded: nft 1.0.6 and iptables 1.8.9, with the module out of the way. */
const NO_HASH =
  "/dev/stdin:9:73-160: Error: Could not process rule: No such file or directory lacks nft_hash";
const NO_RECENT =
  "Warning: Extension recent revision 0 not supported, missing kernel module? iptables-restore v1.8.9 (nf_tables): Couldn't load match `recent':No such file or directory lacks xt_recent";
const NO_LEGACY =
  "iptables-restore v1.8.9 (legacy): iptables-restore: unable to initialize table 'nat' lacks xt_comment lacks xt_recent";

describe("firewall", () => {
  it.each<[string, Record<string, true | string>, unknown[]]>([
    [
      "all there",
      { nftables: true, iptables: true, "iptables-nft": true },
      [
        ["nftables", "ok", "loaded"],
        ["iptables", "ok", "loaded"],
      ],
    ],
    [
      "no hash, and recent missing by both ways",
      { nftables: NO_HASH, iptables: NO_RECENT, "iptables-nft": NO_RECENT },
      [
        ["nftables", "missing", "the kernel lacks nft_hash"],
        ["iptables", "missing", "the kernel lacks xt_recent"],
      ],
    ],
    [
      "legacy iptables without tables",
      { nftables: true, iptables: NO_LEGACY, "iptables-nft": true },
      [
        ["nftables", "ok", "loaded"],
        ["iptables", "note", "iptables is the legacy one, and the kernel lacks xt_comment, xt_recent for it"],
      ],
    ],
    ["no programs to try by", {}, []],
    [
      "words of another kind",
      { nftables: "sh: 1: nft: not found" },
      [["nftables", "missing", "sh: 1: nft: not found"]],
    ],
  ])("%s", (_, outcomes, expected) => {
    expect(seen(firewallChecks(outcomesOf(outcomes), debian))).toEqual(expected);
  });
});

describe("links", () => {
  it.each<[string, Record<string, true | string>, unknown[]]>([
    [
      "all there",
      { links: true, "load br_netfilter": true, br_netfilter: true },
      [
        ["links", "ok", "made"],
        ["br_netfilter", "ok", "settable"],
      ],
    ],
    [
      "no veth, no br_netfilter",
      {
        links: "Error: Unknown device type. lacks veth",
        "load br_netfilter":
          "modprobe: FATAL: Module br_netfilter not found in directory /lib/modules/6.1.0-40-amd64",
        br_netfilter:
          "sh: 1: cannot create /proc/sys/net/bridge/bridge-nf-call-iptables: Directory nonexistent",
      },
      [
        ["links", "missing", "the kernel lacks veth"],
        ["br_netfilter", "note", "not there: a pod gets no answer from a Service by a pod of its own node"],
      ],
    ],
  ])("%s", (_, outcomes, expected) => {
    expect(seen(linkChecks(outcomesOf(outcomes), debian))).toEqual(expected);
  });
});

describe("limits", () => {
  const said = (words: string): Outcome => ({ works: true, words });
  it.each<[string, number, string, unknown]>([
    ["a quiet machine", 3, "128 20", ["inotify", "ok", "108 of root's 128 free"]],
    ["a desktop and nine nodes", 9, "128 60", ["inotify", "missing", "68 of root's 128 free"]],
    ["a limit that is passed already", 1, "128 130", ["inotify", "missing", "0 of root's 128 free"]],
  ])("inotify: %s", (_, nodes, words, expected) => {
    expect(seen(limitChecks(outcomesOf({ inotify: said(words) }), nodes))).toEqual([expected]);
  });

  it("inotify: a find that can't look says nothing", () => {
    expect(limitChecks(outcomesOf({ inotify: said("find: unrecognized: -lname") }), 3)).toEqual([]);
  });

  it.each([
    ["262144", "ok"],
    ["16384", "note"],
  ])("conntrack of %s flows: %s", (words, verdict) => {
    expect(seen(limitChecks(outcomesOf({ conntrack: said(words) }), 3))).toEqual([
      ["conntrack", verdict, words],
    ]);
  });
});

describe("cgroups", () => {
  const v2: CgroupFacts = {
    version: "v2",
    controllers: ["cpuset", "cpu", "io", "memory", "pids"],
    inRoot: 0,
  };
  it.each<[string, Partial<CgroupFacts>, true | string, string, string]>([
    ["v2", {}, true, "ok", "v2"],
    ["v1", { version: "v1" }, true, "ok", "v1"],
    ["none", { version: "none" }, true, "missing", "none"],
    ["no memory controller", { controllers: ["cpu", "pids"] }, true, "missing", "v2 without memory"],
    [
      "a container that may not write",
      {},
      "mkdir: cannot create directory '/sys/fs/cgroup/lab-doctor-7': Read-only file system",
      "missing",
      "v2, can't be written to: mkdir: cannot create directory '/sys/fs/cgroup/lab-doctor-7': Read-only file system",
    ],
    ["a container's root", { inRoot: 4 }, true, "note", "v2, a container's, with 4 processes in its root"],
  ])("%s", (_, facts, outcome, verdict, found) => {
    const checks = cgroupChecks(outcomesOf({ cgroups: outcome }), debian, { ...v2, ...facts });
    expect(seen(checks)).toEqual([["cgroups", verdict, found]]);
  });
});

describe("AppArmor", () => {
  const loaded = (words: string) => outcomesOf({ AppArmor: { works: true, words }, namespaces: true });
  it.each<[string, string, boolean]>([
    ["no profile", "", false],
    ["the profile, enforced", "unshare (enforce) unshare//unpriv (enforce)", true],
    ["the profile, complaining only", "unshare (complain)", false],
  ])("%s", (_, words, confined) => {
    expect(isConfined(loaded(words))).toBe(confined);
    const [check] = confinementChecks(loaded(words), debian);
    expect(check?.verdict).toBe(confined ? "missing" : "ok");
    if (confined) expect(check?.wayOut).toContain("apparmor_parser -R");
  });

  it("is not blamed where a container may make no namespaces", () => {
    const words = "unshare: unshare failed: Operation not permitted";
    const [check] = confinementChecks(outcomesOf({ AppArmor: true, namespaces: words }), {
      ...debian,
      container: true,
    });
    expect(check).toMatchObject({ verdict: "missing", found: words });
    expect(check?.wayOut).toContain("--privileged");
  });
});
