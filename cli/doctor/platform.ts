import { check, type Check } from "./check";
import type { MachineFacts } from "./machineFacts";

const NEEDED = "linux on x64 or arm64";
const CONTAINER = "the dev container of this repository (`.devcontainer/`)";

/** Other systems have nothing that the other checks could look at. */
export function isLinux(): boolean {
  return process.platform === "linux";
}

/** Whether a lab can stand on this kind of machine at all; if not, where it can instead. */
export function platformCheck({ platform, architecture, release }: MachineFacts): Check {
  const found = `${platform} on ${architecture}`;
  if (platform === "darwin") {
    const machine =
      "`brew install lima && limactl start template://ubuntu-24.04`, then `limactl shell ubuntu-24.04`";
    return check(
      "system",
      NEEDED,
      found,
      false,
      `Use a Linux machine on this Mac: ${machine}; or ${CONTAINER}`,
    );
  }
  if (platform === "win32") {
    const wsl = "`wsl --install --distribution Ubuntu-24.04`";
    return check("system", NEEDED, found, false, `Use WSL 2 (${wsl}) and run this in there; or ${CONTAINER}`);
  }
  if (/^4\.4\.0-\d+-Microsoft$/.test(release)) {
    const wayOut = "Turn it into WSL 2: `wsl --list --verbose`, then `wsl --set-version NAME 2` in Windows";
    return check("system", NEEDED, "WSL 1, which has no Linux kernel", false, wayOut);
  }
  const known = platform === "linux" && ["x64", "arm64"].includes(architecture);
  return check("system", NEEDED, found, known, `Use such a machine, or ${CONTAINER}`);
}
