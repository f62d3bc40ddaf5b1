import { createHash } from "node:crypto";
import type { PodFacts, ServiceFacts } from "./facts";

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
