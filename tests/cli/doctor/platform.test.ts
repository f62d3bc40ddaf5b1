import type { MachineFacts } from "../../../cli/doctor/machineFacts";
import { moduleWayOut } from "../../../cli/doctor/machineFacts";
import { platformCheck } from "../../../cli/doctor/platform";
import { debian } from "./facts";

test.each<[string, Partial<MachineFacts>, "ok" | "missing", RegExp | undefined]>([
  ["Linux on x64", {}, "ok", undefined],
  ["Linux on arm64", { architecture: "arm64" }, "ok", undefined],
  ["a Raspberry Pi of old", { architecture: "arm" }, "missing", /dev container/],
  [
    "a Mac",
    { platform: "darwin", architecture: "arm64" },
    "missing",
    /limactl start .*ubuntu-24\.04.*dev container/,
  ],
  ["Windows", { platform: "win32" }, "missing", /wsl --install.*dev container/],
  ["WSL 1", { release: "4.4.0-22621-Microsoft" }, "missing", /wsl --set-version/],
  ["WSL 2", { release: "6.6.87.2-microsoft-standard-WSL2" }, "ok", undefined],
  ["another system", { platform: "freebsd" }, "missing", /dev container/],
])("%s", (_, facts, verdict, wayOut) => {
  const check = platformCheck({ ...debian, ...facts });
  expect(check.verdict).toBe(verdict);
  if (wayOut === undefined) expect(check).not.toHaveProperty("wayOut");
  else expect(check.wayOut).toMatch(wayOut);
});

test.each<[string, Partial<MachineFacts>, RegExp]>([
  ["a distribution's kernel", {}, /^Try `sudo modprobe -a xt_recent`.*linux-modules-extra/],
  ["WSL", { release: "5.15.90.1-microsoft-standard-WSL2" }, /^Run `wsl --update` and `wsl --shutdown`/],
  [
    "a container",
    { container: true },
    /^Run `sudo modprobe -a xt_recent` on the machine that the container is on$/,
  ],
  ["a kernel replaced since the start", { modulesThere: false }, /^Restart the machine/],
])("a module that lacks on %s", (_, facts, wayOut) => {
  expect(moduleWayOut(["xt_recent"], { ...debian, ...facts })).toMatch(wayOut);
});
