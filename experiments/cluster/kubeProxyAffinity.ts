import { createHash } from "node:crypto";
import { run } from "../../system/command";
import { timeFactor, waitFor } from "../../system/deadline";
import type { DebugPod } from "./debugPods";
import type { ClusterFacts, PodFacts, ServiceFacts } from "./facts";

/**
 * Resolves when kube-proxy on every node has the Service's session affinity as `facts` tell it. With ClientIP its iptables rules
 * keep a list of recent clients for each endpoint, and the kernel shows each such list as a file to every process of
 * the node's network: no right to read iptables is needed.
 */
export async function kubeProxiesFollow(
  pods: readonly DebugPod[],
  facts: ClusterFacts,
  signal: AbortSignal,
): Promise<void> {
  const { service } = facts;
  const lists = facts.pods.map((pod) => recentListName(service, pod));
  await Promise.all(
    pods.map(async ({ node, enter }) => {
      const wait = { what: `kube-proxy on ${node} to have ${service.sessionAffinity}`, seconds: 30, signal };
      await waitFor(wait, async () => {
        const present = await recentLists(enter, signal);
        const have = lists.filter((name) => present.has(name)).length;
        const wanted = service.sessionAffinity === "ClientIP" ? lists.length : 0;
        if (have !== wanted) throw new Error(`${have} of ${lists.length} endpoints remember their clients`);
        return true;
      });
    }),
  );
}

async function recentLists(enter: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  // Where no rule ever asked for such a list, the folder is not there.
  const list = "cd /proc/net/xt_recent 2>/dev/null && echo * || true";
  const names = await run([...enter, "bash", "-c", list], { signal, seconds: 20 * timeFactor() });
  return new Set(names.split(/\s+/));
}

/**
 * The name of an endpoint's chain and list in kube-proxy's iptables rules: `servicePortEndpointChainName` in
 * kubernetes/pkg/proxy/iptables/proxier.go.
 */
export function recentListName(service: ServiceFacts, pod: PodFacts): string {
  const port = service.portName === "" ? "" : `:${service.portName}`;
  const name = `${service.namespace}/${service.name}${port}tcp${pod.address}:${pod.port}`;
  return `KUBE-SEP-${base32(createHash("sha256").update(name).digest()).slice(0, 16)}`;
}

/** RFC 4648, without padding. */
function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(parseInt(group, 2))).join("");
}
