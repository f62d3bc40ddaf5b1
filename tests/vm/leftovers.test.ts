import { leftovers, type HostSide } from "./leftovers";

const before: HostSide = { processes: ["systemd", "agetty tty1"], mounts: ["proc /proc"], interfaces: [] };

test.each<[string, HostSide, string[]]>([
  ["nothing", before, []],
  ["what has gone", { processes: ["systemd"], mounts: [], interfaces: [] }, []],
  ["something new", { ...before, interfaces: ["vnet"] }, ["interfaces: vnet"]],
  ["a second one of the same", { ...before, mounts: ["proc /proc", "proc /proc"] }, ["mounts: proc /proc"]],
  ["a kind that was not looked at", { ...before, cgroups: ["/aks-lb-lab"] }, ["cgroups: /aks-lb-lab"]],
])("tells %s", (_, after, expected) => {
  expect(leftovers(before, after)).toEqual(expected);
});
