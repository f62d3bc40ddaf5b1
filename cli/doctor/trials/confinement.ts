import { check, type Check } from "../check";
import type { MachineFacts } from "../machineFacts";
import { NAMESPACES, type Outcomes, type Trial } from "./trial";

const PROFILES = "/sys/kernel/security/apparmor/profiles";

export const CONFINEMENT_TRIALS: readonly Trial[] = [
  {
    name: "AppArmor",
    where: "host",
    script: `[ ! -e ${PROFILES} ] || grep -E '^unshare[ /]' ${PROFILES} || :`,
  },
];

/** Whether root's own programs may do in namespaces of their own what root may. */
export function confinementChecks(outcomes: Outcomes, facts: MachineFacts): Check[] {
  if (isConfined(outcomes)) {
    const wayOut =
      "Take the profile out of the kernel, until the next start of the machine: `sudo apparmor_parser -R /etc/apparmor.d/unshare-userns-restrict`";
    const found = "AppArmor's profile `unshare` takes all rights from what unshare starts, root's too";
    return [check(NAMESPACES, "root's rights in namespaces of their own", found, false, wayOut)];
  }
  const made = outcomes(NAMESPACES);
  if (made === undefined) return [];
  const found = made.works ? "made" : made.words;
  return [check(NAMESPACES, "pid, mount, net, ipc, uts", found, made.works, namespacesWayOut(facts))];
}

/** Everything that is tried in namespaces of their own fails then, and for no reason of its own. */
export function isConfined(outcomes: Outcomes): boolean {
  return (outcomes("AppArmor")?.words ?? "").startsWith("unshare (enforce)");
}

function namespacesWayOut({ container }: MachineFacts): string {
  return container
    ? "Start the container with `--privileged`"
    : "Use a distribution's ordinary kernel; on a virtual server that shares its kernel with others (OpenVZ, LXC) there is no way";
}
