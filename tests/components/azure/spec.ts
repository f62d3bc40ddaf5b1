import type { AksSpec } from "../../../config/aksSpec";

/** No value is a default of Pulumi.yaml, where there is another one to take. */
export const SPEC: AksSpec = {
  name: "blue",
  location: "swedencentral",
  networkModel: "kubenet",
  networkPolicy: "calico",
  nodeCount: 5,
  zones: ["3", "1"],
  vmSize: "Standard_D4s_v5",
  kubernetesVersion: "1.36",
  vnetCidr: "10.1.0.0/16",
  subnetCidr: "10.1.2.0/24",
  podCidr: "10.2.0.0/16",
  serviceCidr: "10.3.0.0/16",
  dnsServiceIP: "10.3.0.10",
  allowedSourceRanges: ["198.51.100.7/32", "198.51.100.64/26"],
  clients: 2,
  clientsLocation: "norwayeast",
  images: { testapp: "nginx@sha256:1", nodeDebugger: "netshoot@sha256:2", client: "node@sha256:3" },
  sshPublicKey: "ssh-ed25519 AAAA owner",
  owner: "ada@example.org",
  expiresAt: "2026-12-01T18:00:00Z",
};

export const TAGS = { lab: "blue", owner: "ada@example.org", expiresAt: "2026-12-01T18:00:00Z" };
