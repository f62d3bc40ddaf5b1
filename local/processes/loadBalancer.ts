import { createHash } from "node:crypto";
import { join } from "node:path";
import type { LoadBalancerConfig } from "../loadBalancer/config";
import { PROBE_SOURCE } from "../network";
import { kubeconfigFile, type Plan } from "../plan";
import type { Program } from "../program";

/** RFC 5737's third network stands for the addresses that Azure would lend. */
const FRONTENDS = "203.0.113.0/24";

/** The emulated Azure load balancer; it waits for the API server by itself, so its start costs no time. */
export function loadBalancer({ folder, spec, topology }: Plan): Program {
  const config = join(folder, "load-balancer-config.json");
  const viewFile = loadBalancerView(folder);
  const content: LoadBalancerConfig = {
    kubeconfig: kubeconfigFile(folder, "load-balancer"),
    viewFile,
    frontendPrefix: FRONTENDS,
    vnetInterface: "vnet",
    members: topology.nodes.map(({ name, address }) => ({ node: name, address })),
    probeSource: PROBE_SOURCE,
    poolName: "kubernetes",
    hashSeed: createHash("sha256").update(spec.name).digest().readUInt32BE(),
  };
  return {
    name: "load-balancer",
    place: { kind: "router" },
    argv: [
      process.execPath,
      ...["--require", require.resolve("tsx/cjs")],
      join(__dirname, "..", "loadBalancer", "main.ts"),
      config,
    ],
    files: { [config]: JSON.stringify(content, null, 2) },
    needs: [],
    ready: { kind: "file", path: viewFile },
  };
}

/** Where the load balancer tells its rules and its backend pool. */
export function loadBalancerView(folder: string): string {
  return join(folder, "load-balancer.json");
}
