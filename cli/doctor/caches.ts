import { cpus } from "node:os";
import { isPrepared } from "../../local/images/find";
import { missingModules } from "../../toolchain/find";
import { TOOL_MODULES, type LabModuleName, type ToolModule } from "../../toolchain/programs";
import { buildProblems } from "../../toolchain/releasable";
import { backendFor, backendTold } from "../pulumi/backend";
import { check, type Check } from "./check";

/** Processor seconds that each takes to build from empty caches: of two cores of 2026 one each, while two built side by side. */
const BUILD_SECONDS: Readonly<Record<LabModuleName, number>> = {
  "pulumi-kubernetes": 690,
  kubernetes: 530,
  pulumi: 270,
  containerd: 95,
  etcd: 33,
  "pulumi-language-nodejs": 25,
  runc: 15,
  "cni-plugins": 5,
};

/** What `lab prepare` makes, and how it stands with it. */
export async function cacheChecks(): Promise<Check[]> {
  const missing = missingModules();
  return [...(await go(missing)), programs(missing.map(({ name }) => name)), images(), backend()];
}

async function go(missing: readonly ToolModule[]): Promise<Check[]> {
  if (missing.length === 0) return [];
  const [problem] = await buildProblems(missing);
  const needed = "where programs can't be downloaded";
  if (problem === undefined) return [check("go", needed, "new enough, or nothing to build", true, "")];
  return [check("go", needed, problem.value, false, problem.wayOut)];
}

function programs(missing: readonly string[]): Check {
  const what = { name: "programs", needed: `${TOOL_MODULES.length} modules` };
  if (missing.length === 0) return { ...what, found: "all there", verdict: "ok" };
  const onOneCore = Object.entries(BUILD_SECONDS).filter(([name]) => missing.includes(name));
  const seconds = onOneCore.reduce((sum, [, each]) => sum + each, 0) * (2 / Math.max(cpus().length, 2));
  return {
    ...what,
    found: `not yet ${missing.join(", ")}`,
    verdict: "note",
    wayOut: `\`npx lab prepare\` or \`npx lab up\`: about ${Math.ceil(seconds / 60)} min where they can't be downloaded`,
  };
}

function images(): Check {
  const what = { name: "images", needed: "testapp, node-debugger, pause" };
  if (isPrepared()) return { ...what, found: "all there", verdict: "ok" };
  const wayOut = "`npx lab prepare` or `npx lab up`: about a minute";
  return { ...what, found: "not yet", verdict: "note", wayOut };
}

function backend(): Check {
  const [here, azure] = [backendTold(backendFor(() => "local")), backendTold(backendFor(() => "azure"))];
  const found = here === azure ? here : `${here}; for stacks on Azure ${azure}`;
  return check("pulumi backend", "any", found, true, "");
}
