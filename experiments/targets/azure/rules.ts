import type {
  FrontendIPConfiguration,
  LoadBalancer,
  LoadBalancingRule as ArmRule,
  PublicIPAddress,
} from "@azure/arm-network";
import type { LoadBalancingRule, LoadDistribution } from "../../../local/loadBalancer/rule";
import type { Arm } from "./arm";

/** What AKS calls the load balancer that it makes for public Services. */
export const LOAD_BALANCER = "kubernetes";

/**
 * The TCP rules of the cluster's load balancer as they are at this moment. What is half made, a rule without a frontend or a
 * frontend without an address, is not there yet.
 * @throws NotThereError before AKS has made the load balancer; as {@link Arm.ask} does.
 */
export async function readRules(
  arm: Arm,
  nodeResourceGroup: string,
  signal: AbortSignal,
): Promise<readonly LoadBalancingRule[]> {
  const about = (what: string, kind: string) => ({
    what,
    action: `Microsoft.Network/${kind}/read`,
    resourceGroup: nodeResourceGroup,
  });
  // When one question fails, the other must not wait on.
  const end = new AbortController();
  const either = AbortSignal.any([signal, end.signal]);
  try {
    const [loadBalancer, addresses] = await Promise.all([
      arm.ask(about(`load balancer ${LOAD_BALANCER}`, "loadBalancers"), either, (options) =>
        arm.network().loadBalancers.get(nodeResourceGroup, LOAD_BALANCER, options),
      ),
      arm.ask(about("the public IP addresses", "publicIPAddresses"), either, async (options) => {
        const all: PublicIPAddress[] = [];
        const pages = arm.network().publicIPAddresses.list(nodeResourceGroup, options);
        for await (const address of pages) all.push(address);
        return all;
      }),
    ]);
    return rulesOf(loadBalancer, addresses);
  } finally {
    end.abort();
  }
}

/** @param addresses the public IP addresses that its frontends may refer to. */
export function rulesOf(
  loadBalancer: LoadBalancer,
  addresses: readonly PublicIPAddress[],
): LoadBalancingRule[] {
  const publicIP = new Map(addresses.map(({ id, ipAddress }) => [key(id), ipAddress]));
  const frontendIP = new Map(
    (loadBalancer.frontendIPConfigurations ?? []).map((frontend) => [
      key(frontend.id),
      addressOf(frontend, publicIP),
    ]),
  );
  return (loadBalancer.loadBalancingRules ?? []).flatMap((rule) => {
    const address = frontendIP.get(key(rule.frontendIPConfiguration?.id));
    return address === undefined || rule.protocol !== "Tcp" ? [] : [reduced(rule, address)];
  });
}

function addressOf(
  { publicIPAddress, privateIPAddress }: FrontendIPConfiguration,
  publicIP: ReadonlyMap<string, string | undefined>,
): string | undefined {
  return publicIPAddress === undefined ? privateIPAddress : publicIP.get(key(publicIPAddress.id));
}

/** Absent values are ARM's own defaults: those of its REST reference for load balancers. */
function reduced(rule: ArmRule, frontendIPAddress: string): LoadBalancingRule {
  const frontendPort = rule.frontendPort ?? 0;
  return {
    name: rule.name ?? "",
    protocol: "Tcp",
    frontendIPAddress,
    frontendPort,
    backendPort: rule.backendPort ?? frontendPort,
    enableFloatingIP: rule.enableFloatingIP ?? false,
    enableTcpReset: rule.enableTcpReset ?? false,
    idleTimeoutInMinutes: rule.idleTimeoutInMinutes ?? 4,
    loadDistribution: distributionOf(rule),
  };
}

function distributionOf({ name = "", loadDistribution = "Default" }: ArmRule): LoadDistribution {
  if (loadDistribution === "Default" || loadDistribution === "SourceIP") return loadDistribution;
  throw new Error(
    `rule ${name} has the load distribution ${loadDistribution}, which no Service asks for: somebody else set it`,
  );
}

/** Azure writes one resource's id with several cases. */
function key(id = ""): string {
  return id.toLowerCase();
}
