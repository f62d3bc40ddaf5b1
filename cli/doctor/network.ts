import { authorities } from "../../system/authorities";
import { ProblemsError, refuse } from "../../system/problems";
import { describeNetwork, proxyProblems } from "../../system/proxy";
import type { Check } from "./check";

/** By which way downloads go, and whose certificates they trust. */
export function networkCheck(env: NodeJS.ProcessEnv = process.env): Check {
  const what = { name: "network", needed: "any, for downloads", found: describeNetwork(env) };
  try {
    refuse(proxyProblems(env));
    authorities(env);
    return { ...what, verdict: "ok" };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const wayOut = error.problems.map(({ key, value, rule, wayOut }) => `${key}=${value} ${rule}. ${wayOut}`);
    return { ...what, verdict: "missing", wayOut: wayOut.join("; ") };
  }
}
