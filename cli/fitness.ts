import { loggedInByCli } from "../config/azure/cliProfile";
import { credentialProblems } from "../config/azure/credentials";
import { labConfig, labProblems, targetOf, type RawConfig } from "../config/labConfig";
import { sealedKeys, stackConfig } from "../config/stackFile";
import { listenOnLoopback } from "../local/prerequisites";
import { ProblemsError, refuse, type Problem } from "../system/problems";
import { findLab } from "./livingLab";
import { rootProblems } from "../system/root";

/**
 * Refuses settings and machines that cannot work, everything at once, before anything is built or created.
 * @throws ProblemsError
 */
export async function refuseUnfit(stack: string): Promise<void> {
  const raw = stackConfig(stack);
  const sealed = sealedKeys(raw);
  const problems = labProblems(raw, stack).filter(({ key }) => !sealed.includes(key));
  refuse([...problems, ...surroundingProblems(raw)]);
  // The program will read and check them.
  if (sealed.length > 0) return;
  const config = labConfig(raw, stack);
  // One that is up has its port already.
  if (config.target === "local" && findLab(stack) === undefined) {
    refuse(await portProblems(config.cluster.apiServerPort));
  }
}

/** A lab on this machine takes root, one on Azure someone who is logged in. */
function surroundingProblems(raw: RawConfig): readonly Problem[] {
  if (targetOf(raw) === "local") return rootProblems();
  const { env } = process;
  return credentialProblems({ env, config: raw, loggedInByCli: loggedInByCli(env) });
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
