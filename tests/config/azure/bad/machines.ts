import type { Row } from "./row";

export const PLACES: Row[] = [
  ["location: read", { location: "West Europe" }, "location: West Europe: must be a region's short name"],
  ["location: read", { location: "" }, "location: : must be a region's short name"],
  [
    "clientsLocation: read",
    { clientsLocation: "North-Europe" },
    "clientsLocation: North-Europe: must be a region's short name",
  ],
  ["location: a region", { location: "local" }, "location: local: is none of Azure's regions"],
  [
    "clientsLocation: a region",
    { clientsLocation: "local" },
    "clientsLocation: local: is none of Azure's regions",
  ],
  ["location: has zones", { location: "westus" }, "location: westus: has no availability zones"],
  ["location: has zones", { location: "ukwest" }, "location: ukwest: has no availability zones"],
  [
    "clientsLocation: elsewhere",
    { location: "northeurope" },
    "clientsLocation: northeurope: is the cluster's own region",
    "clientsLocation",
  ],
  [
    "clientsLocation: elsewhere",
    { clientsLocation: "westeurope" },
    "westeurope: is the cluster's own region, and the way from a client is to be one from elsewhere. Run `pulumi config set clientsLocation northeurope`",
  ],
];

export const MACHINES: Row[] = [
  ["vmSize: read", { vmSize: "D2s_v5" }, "vmSize: D2s_v5: must be a VM size's name as Azure writes it"],
  ["vmSize: read", { vmSize: "standard_d2s_v5" }, "standard_d2s_v5: must be a VM size's name"],
  ["vmSize: read", { vmSize: "Basic_A2" }, "Basic_A2: must be a VM size's name"],
  ["vmSize: read", { vmSize: "" }, "vmSize: : must be a VM size's name"],
  ["vmSize: no burstable family", { vmSize: "Standard_B2s" }, "Standard_B2s: is of the B series"],
  ["vmSize: no burstable family", { vmSize: "Standard_B1ls" }, "Standard_B1ls: is of the B series"],
  ["vmSize: no burstable family", { vmSize: "Standard_B4as_v2" }, "Standard_B4as_v2: is of the B series"],
  ["vmSize: two vCPUs", { vmSize: "Standard_D1_v2" }, "Standard_D1_v2: has fewer than 2 vCPUs"],
  ["vmSize: two vCPUs", { vmSize: "Standard_DS1_v2" }, "Standard_DS1_v2: has fewer than 2 vCPUs"],
  ["vmSize: two vCPUs", { vmSize: "Standard_A0" }, "Standard_A0: has fewer than 2 vCPUs"],
  ["vmSize: two vCPUs", { vmSize: "Standard_E4-1s_v5" }, "Standard_E4-1s_v5: has fewer than 2 vCPUs"],
  ["vmSize: four GiB", { vmSize: "Standard_A2" }, "Standard_A2: has 3.5 GiB"],
  [
    "kubernetesVersion: read",
    { kubernetesVersion: 1.35 },
    "kubernetesVersion: 1.35: must be a version in quotes",
  ],
  ["kubernetesVersion: read", { kubernetesVersion: "v1.35" }, "kubernetesVersion: v1.35: must be a version"],
  [
    "kubernetesVersion: read",
    { kubernetesVersion: "latest" },
    "kubernetesVersion: latest: must be a version",
  ],
  ["kubernetesVersion: read", { kubernetesVersion: "1.35.0-beta" }, "1.35.0-beta: must be a version"],
  [
    "kubernetesVersion: in support",
    { kubernetesVersion: "1.33" },
    "1.33: is a version that AKS does not support; its oldest one was 1.34",
  ],
  [
    "kubernetesVersion: in support",
    { kubernetesVersion: "1.3" },
    "kubernetesVersion: 1.3: is a version that AKS does not support",
  ],
  [
    "kubernetesVersion: in support",
    { kubernetesVersion: "2.40" },
    "2.40: is a version that AKS does not support",
  ],
  [
    "testappImage: read",
    { testappImage: "https://docker.io/library/nginx:1.28" },
    "testappImage: https://docker.io/library/nginx:1.28: must be an image's reference",
  ],
  [
    "nodeDebuggerImage: read",
    { nodeDebuggerImage: "ghcr.io/nicolaka/NetShoot:v0.16" },
    "NetShoot:v0.16: must be an image's reference",
  ],
  [
    "clientImage: read",
    { clientImage: "node:22@sha256:8094" },
    "node:22@sha256:8094: must be an image's reference",
  ],
  ["clientImage: read", { clientImage: "" }, "clientImage: : must be an image's reference"],
  [
    "testappImage: one version",
    { testappImage: "docker.io/library/nginx" },
    "docker.io/library/nginx: names no version",
  ],
  [
    "nodeDebuggerImage: one version",
    { nodeDebuggerImage: "nicolaka/netshoot:latest" },
    "nicolaka/netshoot:latest: names no version",
  ],
  ["clientImage: one version", { clientImage: "node" }, "clientImage: node: names no version"],
  [
    "testappImage: published",
    { testappImage: "localhost/lab/testapp:1" },
    "localhost/lab/testapp:1: is an image of this machine",
  ],
  [
    "nodeDebuggerImage: published",
    { nodeDebuggerImage: "localhost:5000/debug:1" },
    "localhost:5000/debug:1: is an image of this machine",
  ],
  [
    "clientImage: published",
    { clientImage: "127.0.0.1:5000/client:1" },
    "127.0.0.1:5000/client:1: is an image of this machine",
  ],
];
