import type { Row } from "./row";

export const NUMBERS: Row[] = [
  ["nodeCount: read", { nodeCount: 0 }, "nodeCount: 0: must be a whole number from 1 to 1000"],
  [
    "nodeCount: read",
    { nodeCount: 1001 },
    "1001: must be a whole number from 1 to 1000, because a system node pool",
  ],
  ["nodeCount: read", { nodeCount: "three" }, "three: must be a whole number"],
  ["nodeCount: read", { nodeCount: 2.5 }, "2.5: must be a whole number"],
  ["clients: read", { clients: 0 }, "clients: 0: must be a whole number from 1 to 9"],
  [
    "clients: read",
    { clients: 10 },
    "clients: 10: must be a whole number from 1 to 9, because findings compare",
  ],
  ["replicas: read", { replicas: 101 }, "replicas: 101: must be a whole number from 0 to 100"],
  ["replicas: read", { replicas: -1 }, "replicas: -1"],
];

export const WORDS: Row[] = [
  ["target: read", { target: "aks" }, "target: aks: must be local or azure"],
  [
    "sessionAffinity: read",
    { sessionAffinity: "SourceIP" },
    "sessionAffinity: SourceIP: must be None or ClientIP",
  ],
  ["sessionAffinity: read", { sessionAffinity: "clientIP" }, "Did you mean ClientIP?"],
  [
    "externalTrafficPolicy: read",
    { externalTrafficPolicy: "local" },
    "local: must be Cluster or Local. Did you mean Local?",
  ],
  ["debugger: read", { debugger: "yes" }, "debugger: yes: must be true or false"],
  ["networkModel: read", { networkModel: "azure" }, "networkModel: azure: must be kubenet or overlay"],
  [
    "networkModel: read",
    { networkModel: "Overlay" },
    "Overlay: must be kubenet or overlay. Did you mean overlay?",
  ],
  [
    "networkPolicy: read",
    { networkPolicy: "weave" },
    "networkPolicy: weave: must be none or calico or azure or cilium",
  ],
  ["networkPolicy: read", { networkPolicy: "Calico" }, "Did you mean calico?"],
  ["zones: read", { zones: ["4"] }, 'zones: ["4"]: must be a list of zones out of 1, 2, 3'],
  ["zones: read", { zones: [] }, "zones: []: must be"],
  ["zones: read", { zones: ["1", "1"] }, 'zones: ["1","1"]: must be a list of zones'],
  ["zones: read", { zones: [1, 2] }, "zones: [1,2]: must be"],
  ["zones: read", { zones: "westeurope-1" }, "zones: westeurope-1: must be"],
  ["unknown key", { nodeSize: "x" }, "nodeSize: x: is no key of", "nodeSize"],
  ["unknown key", { vmsize: "Standard_D2s_v5" }, "Did you mean vmSize?", "vmsize"],
];

export const TAGS: Row[] = [
  ["owner: read", { owner: 7 }, "owner: 7: must be text"],
  ["owner: set", { owner: "" }, "owner: (not set): must tell who answers for the lab"],
  ["owner: one line", { owner: "me\nand you" }, "must be one line of text without spaces around it"],
  ["owner: one line", { owner: " me" }, "owner:  me: must be one line of text"],
  ["owner: length", { owner: "o".repeat(257) }, "must have at most 256 letters"],
  ["expiresAt: read", { expiresAt: 1796148000 }, "expiresAt: 1796148000: must be text"],
  [
    "expiresAt: set",
    { expiresAt: "" },
    'expiresAt: (not set): must tell when the lab should be gone. Run `pulumi config set expiresAt "$(date -u',
  ],
  ["expiresAt: form", { expiresAt: "tomorrow" }, "expiresAt: tomorrow: must be a time of ISO 8601"],
  ["expiresAt: form", { expiresAt: "2026-12-01" }, "expiresAt: 2026-12-01: must be a time of ISO 8601"],
  [
    "expiresAt: form",
    { expiresAt: "2026-12-01T18:00:00" },
    "2026-12-01T18:00:00: must be a time of ISO 8601 with its zone",
  ],
  [
    "expiresAt: form",
    { expiresAt: "2026-12-01 18:00:00 +0000 UTC" },
    "+0000 UTC: must be a time of ISO 8601 with its zone",
  ],
  [
    "expiresAt: on the calendar",
    { expiresAt: "2026-02-30T18:00:00Z" },
    "2026-02-30T18:00:00Z: is a time that no calendar",
  ],
  [
    "expiresAt: on the calendar",
    { expiresAt: "2026-12-01T25:00:00Z" },
    "2026-12-01T25:00:00Z: is a time that no calendar",
  ],
];
