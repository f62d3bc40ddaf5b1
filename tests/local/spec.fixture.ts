import type { ClusterSpec } from "../../local/spec";

/** The defaults of Pulumi.yaml, for tests of what is made of them. */
export const spec: ClusterSpec = {
  name: "unit",
  nodeCount: 3,
  zones: ["1", "2"],
  location: "local",
  vnetCidr: "10.240.0.0/16",
  subnetCidr: "10.240.0.0/24",
  podCidr: "10.244.0.0/16",
  serviceCidr: "10.0.0.0/16",
  dnsServiceIP: "10.0.0.10",
  clients: 3,
  apiServerPort: 0,
};
