import { realpathSync } from "node:fs";
import { foldersOf, isExecutable } from "../../system/executables";
import { installCommand, isInstalled, missingPackages } from "../../system/packages";
import { cacheDirectory, projectDirectory, stateDirectory } from "../../system/paths";
import { isRoot, rootProblems } from "../../system/root";
import { check, type Check } from "./check";
import { diskCheck, memoryCheck } from "./hardware";
import { readMachineFacts, type MachineFacts } from "./machineFacts";
import { hiddenProgram, placesCheck, type NeededPath } from "./places";
import { isLinux, platformCheck } from "./platform";
import { CGROUP_TRIALS, cgroupChecks } from "./trials/cgroups";
import { CONFINEMENT_TRIALS, confinementChecks, isConfined } from "./trials/confinement";
import { FIREWALL_TRIALS, firewallChecks } from "./trials/firewall";
import { LIMIT_TRIALS, limitChecks } from "./trials/limits";
import { LINK_TRIALS, linkChecks } from "./trials/links";
import { nearestExisting, storageChecks, storageTrials, type Place } from "./trials/storage";
import type { Wanted } from "./wanted";
import { makeTrials, type Outcomes, type Trial } from "./trials/trial";

/**
 * What the operating system and the hardware give, tried rather than looked up: what a lab does with the kernel is done, in namespaces
 * that are gone afterwards. Takes about a third of a second. On another system than Linux there is that one thing to say.
 */
export async function machineChecks(wanted: Wanted): Promise<Check[]> {
  const facts = readMachineFacts();
  const platform = platformCheck(facts);
  if (!isLinux()) return [platform];
  const root = rootCheck();
  return [
    platform,
    root,
    packages(),
    placesCheck(neededPaths()),
    ...(root.verdict === "ok" ? await tried(facts, wanted.nodes) : []),
    memoryCheck(wanted),
    await diskCheck(wanted),
  ];
}

async function tried(facts: MachineFacts, nodes: number): Promise<Check[]> {
  const places: Place[] = [
    { variable: "LAB_CACHE", folder: cacheDirectory() },
    { variable: "LAB_STATE", folder: stateDirectory() },
  ];
  const all = [
    ...[...CONFINEMENT_TRIALS, ...CGROUP_TRIALS, ...LIMIT_TRIALS, ...LINK_TRIALS, ...FIREWALL_TRIALS],
    ...storageTrials(places),
  ].filter(({ needs = [] }) => needs.every(isInstalled));
  const outcomes = withoutConfined(all, await makeTrials(all));
  return [
    ...confinementChecks(outcomes, facts),
    ...firewallChecks(outcomes, facts),
    ...linkChecks(outcomes, facts),
    ...storageChecks(places, outcomes),
    ...cgroupChecks(outcomes, facts),
    ...limitChecks(outcomes, nodes),
  ];
}

/** What failed for a single reason is told as one. */
function withoutConfined(trials: readonly Trial[], outcomes: Outcomes): Outcomes {
  if (!isConfined(outcomes)) return outcomes;
  const own = new Set(trials.filter(({ where }) => where === "own").map(({ name }) => name));
  return (name) => (own.has(name) ? undefined : outcomes(name));
}

function rootCheck(): Check {
  const [problem] = rootProblems();
  const user = isRoot() ? "root" : `user id ${process.getuid?.() ?? "unknown"}`;
  const found = problem === undefined && !isRoot() ? `${user}, sudo without a password` : user;
  const needed = "root, or sudo without a password";
  return check("root", needed, found, problem === undefined, problem?.wayOut ?? "");
}

/** The name of the check that `lab up` mends by itself. */
export const PACKAGES = "packages";

function packages(): Check {
  const missing = missingPackages();
  return check(
    PACKAGES,
    "iproute2, nftables, iptables …",
    missing.length === 0 ? "all there" : `${missing.map(({ found }) => found).join(", ")} missing`,
    missing.length === 0,
    `\`npx lab prepare\` and \`npx lab up\` install them where they may. ${installCommand(missing)}`,
  );
}

/** Programs that a lab starts by name before anything of its own is there. */
const STARTED = ["sh", "bash", "mount", "nsenter", "ip", "nft", "iptables-restore"];

function neededPaths(): NeededPath[] {
  const move = (what: string): string => `Set ${what} to a folder elsewhere`;
  const hidden = new Set(
    STARTED.flatMap((program) => hiddenProgram(program, foldersOf(), isExecutable) ?? []),
  );
  return [
    { name: "LAB_CACHE", path: nearestExisting(cacheDirectory()), wayOut: move("LAB_CACHE") },
    { name: "LAB_STATE", path: nearestExisting(stateDirectory()), wayOut: move("LAB_STATE") },
    { name: "checkout", path: realpathSync(projectDirectory), wayOut: "Move the checkout elsewhere" },
    {
      name: "node",
      path: realpathSync(process.execPath),
      wayOut: "Install Node.js elsewhere, such as in /usr/local",
    },
    ...[...hidden].map((path) => ({
      name: "PATH",
      path,
      wayOut: `Put the folder behind the link into PATH: \`PATH="$(readlink -f ${path}):$PATH" npx lab up\``,
    })),
  ];
}
