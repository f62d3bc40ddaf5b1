import { readFacts } from "../../experiments/cluster/readFacts";
import { ruleOf } from "../../experiments/settle";
import { savedView } from "../../local/loadBalancer/savedView";
import { pictureOf, type LabPicture, type PictureSources } from "../../report/graph/labPicture";
import { labOf } from "../labOf";
import { findLab } from "../livingLab";

/**
 * The lab of `stack` as it is at this moment.
 * @throws ProblemsError when it is not up, or has no frontend IP or no ready pod yet.
 */
export async function livingPicture(stack: string, signal: AbortSignal): Promise<LabPicture> {
  const lab = await labOf(stack);
  const { name, target } = lab;
  const cluster = await readFacts(lab, signal);
  const rule = await ruleOf(target, cluster.service, signal);
  const own = target.kind === "local" ? onThisMachine(name, rule.name) : {};
  return pictureOf({ name, target: target.kind, clients: target.clients, rule, cluster, ...own });
}

/** What only a lab on this machine tells: its networks and routes, and the health probes' word. */
function onThisMachine(
  name: string,
  rule: string,
): Pick<PictureSources, "networks" | "podCidrs" | "healthy"> {
  const lab = findLab(name);
  if (lab === undefined) return {};
  const { vnetCidr, subnetCidr, serviceCidr } = lab.spec;
  return {
    networks: { vnet: vnetCidr, subnet: subnetCidr, services: serviceCidr },
    podCidrs: new Map(lab.nodes.map(({ name, podCidr }) => [name, podCidr])),
    healthy: savedView(name).healthy[rule] ?? [],
  };
}
