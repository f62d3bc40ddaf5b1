import { memoryCheck } from "../../../cli/doctor/hardware";
import { hiddenProgram, placesCheck } from "../../../cli/doctor/places";
import { fileSystemOf } from "../../../cli/doctor/trials/storage";

describe("places", () => {
  it.each([
    ["/home/u/.cache/aks-lb-lab", "ok"],
    ["/var/lib/jenkins/.cache", "ok"],
    ["/runner/cache", "ok"],
    ["/run", "missing"],
    ["/run/user/1000/lab", "missing"],
  ])("%s: %s", (path, verdict) => {
    const check = placesCheck([{ name: "LAB_CACHE", path, wayOut: "Set LAB_CACHE" }]);
    expect(check.verdict).toBe(verdict);
    if (verdict === "missing")
      expect(check).toMatchObject({ found: `LAB_CACHE ${path}`, wayOut: "Set LAB_CACHE" });
  });

  it.each<[string, string[], string | undefined]>([
    ["NixOS", ["/run/current-system/sw/bin/ip"], "/run/current-system/sw/bin"],
    ["a second one elsewhere", ["/run/current-system/sw/bin/ip", "/usr/sbin/ip"], undefined],
    ["an ordinary machine", ["/usr/sbin/ip"], undefined],
    ["none at all", [], undefined],
  ])("programs of %s", (_, files, expected) => {
    const folders = ["/run/wrappers/bin", "/run/current-system/sw/bin", "/usr/sbin"];
    expect(hiddenProgram("ip", folders, (path) => files.includes(path))).toBe(expected);
  });
});

describe("the file system of a folder", () => {
  const mounts = `25 1 0:23 / / rw,relatime shared:1 - overlay overlay rw,lowerdir=/a,upperdir=/b
30 25 0:30 / /home rw,relatime - ext4 /dev/sda1 rw
31 30 0:31 / /home/my\\040folder rw,relatime shared:2 master:1 - nfs4 server:/ rw
32 30 0:32 / /home/u rw - tmpfs tmpfs rw
33 30 0:33 / /home/u rw - ecryptfs /home/.ecryptfs rw`;
  it.each([
    ["/workspaces", "overlay"],
    ["/home", "ext4"],
    ["/homework", "overlay"],
    ["/home/my folder/x", "nfs4"],
    ["/home/u/.cache", "ecryptfs"],
  ])("%s is on %s", (folder, type) => {
    expect(fileSystemOf(folder, mounts)).toBe(type);
  });
});

describe("memory", () => {
  const meminfo = (kilobytes: number) => `MemTotal: 9 kB\nMemAvailable:   ${kilobytes} kB\n`;
  it.each([
    [3, true, 2_000_000, "ok"],
    [9, true, 2_000_000, "missing"],
    [9, true, 2_500_000, "ok"],
    [1, true, 500_000, "missing"],
    [1, false, 1_500_000, "missing"],
  ])("%i nodes, prepared %p, with %i kB: %s", (nodes, prepared, kilobytes, verdict) => {
    expect(memoryCheck({ nodes, prepared }, meminfo(kilobytes)).verdict).toBe(verdict);
  });
});
