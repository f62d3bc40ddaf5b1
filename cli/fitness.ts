import { aimedAt } from "../config/aimed";
import { loggedInByCli } from "../config/azure/cliProfile";
import { credentialProblems } from "../config/azure/credentials";
import { labConfig, labProblems, targetOf, type RawConfig } from "../config/labConfig";
import { importsEnvironment, keysInFile, sealedKeys, stackConfig } from "../config/stackFile";
import { listenOnLoopback } from "../local/prerequisites";
import { ProblemsError, refuse, type Problem } from "../system/problems";
import { problemOf } from "./doctor/check";
import { machineChecks, PACKAGES } from "./doctor/machine";
import { wantedOf, type Wanted } from "./doctor/wanted";
import { findLab } from "./livingLab";
import { rootProblems } from "../system/root";

/**
 * Refuses settings and machines that cannot work, everything at once, before anything is built or created.
 * @throws ProblemsError
 */
export async function refuseUnfit(stack: string): Promise<void> {
  const raw = stackConfig(stack);
  const sealed = sealedKeys(raw);
  const imports = importsEnvironment(stack);
  const known = keysInFile(stack);
  // What the engine alone can read, the program will check.
  const isHidden = ({ key }: Problem) => sealed.includes(key) || (imports && !known.includes(nameIn(key)));
  const problems = labProblems(raw, stack).filter((problem) => !isHidden(problem));
  const around = imports && targetOf(raw) === "azure" ? [] : await surroundingProblems(stack, raw);
  refuse(aimedAt(stack, "npx lab pulumi", [...problems, ...around]));
  if (sealed.length > 0 || imports) return;
  const config = labConfig(raw, stack);
  // One that is up has its port already.
  if (config.target === "local" && findLab(stack) === undefined) {
    refuse(aimedAt(stack, "npx lab pulumi", await portProblems(config.cluster.apiServerPort)));
  }
}

/** The configuration key in that of a problem with one item of it: `allowedSourceRanges[0]`. */
function nameIn(key: string): string {
  return key.replace(/\[.*$/, "");
}

/**
 * A lab on this machine takes a kernel that can do what it asks for, and root, one on Azure someone who is logged in. A lab that is up has
 * shown the first.
 */
async function surroundingProblems(stack: string, raw: RawConfig): Promise<readonly Problem[]> {
  const { env } = process;
  if (targetOf(raw) !== "local")
    return credentialProblems({ env, config: raw, loggedInByCli: loggedInByCli(env) });
  if (findLab(stack) !== undefined) return rootProblems();
  return machineProblems(wantedOf(stack, raw));
}

/** What keeps this machine from holding the lab of `stack`; packages are left to the preparation, which installs them. */
async function machineProblems(wanted: Wanted): Promise<readonly Problem[]> {
  const checks = await machineChecks(wanted);
  return checks.flatMap((check) => (check.name === PACKAGES ? [] : problemOf(check)));
}

/**
 * Refuses a machine whose kernel could not be tried before its packages were there.
 * @throws ProblemsError
 */
export async function refuseUnfitMachine(stack: string): Promise<void> {
  refuse(await machineProblems(wantedOf(stack, stackConfig(stack))));
}

async function portProblems(port: number): Promise<readonly Problem[]> {
  try {
    const server = await listenOnLoopback(port);
    await new Promise((resolve) => server.close(resolve));
    return [];
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
}
