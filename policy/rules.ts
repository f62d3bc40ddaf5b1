import { SOURCE_RANGE_RULES } from "../config/azure/sourceRanges";
import { TAG_RULES } from "../config/azure/tags";
import { AZURE_FIELDS } from "../config/azure/target";
import { VM_SIZE_RULES } from "../config/azure/vmSize";
import { AZURE_WARNINGS } from "../config/azure/warnings";
import { broken } from "../config/rule";
import { describe } from "../system/problems";
import { part, parts, texts, textOf, type Asked, type Props } from "./shapes";

/** A rule about any one resource: it looks only at those it is about. */
export interface PolicyRule {
  readonly name: string;
  readonly description: string;
  readonly enforcementLevel: "mandatory" | "advisory";
  readonly violations: (resource: Asked) => readonly string[];
}

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const POOL = "azure-native:containerservice:AgentPool";
const SERVICE = "kubernetes:core/v1:Service";
/** In the URN of a Kubernetes provider that leads into a cluster on this machine. */
const LOCAL_PROVIDER = "akslab:index:LocalCluster$";
const CONTAINERS = "azure-native:containerinstance:ContainerGroup";

/** The lab's resources that can carry tags; subnets and role assignments can't. */
export const TAGGED: readonly string[] = [
  "azure-native:resources:ResourceGroup",
  "azure-native:network:VirtualNetwork",
  "azure-native:network:RouteTable",
  "azure-native:network:NatGateway",
  "azure-native:network:PublicIPAddress",
  "azure-native:managedidentity:UserAssignedIdentity",
  CLUSTER,
  CONTAINERS,
];

export const RULES: readonly PolicyRule[] = [
  {
    name: "node-count",
    description: "A node pool has as many nodes as a system pool may have",
    enforcementLevel: "mandatory",
    violations: eachPool(badCount),
  },
  {
    name: "free-tier",
    description: "A cluster of the Free tier has no more nodes than that is meant for",
    enforcementLevel: "advisory",
    violations: eachPool(manyForFree),
  },
  {
    name: "vm-size",
    description: "Nodes are of a VM size that a system pool can have",
    enforcementLevel: "mandatory",
    violations: eachPool(badSize),
  },
  {
    name: "closed-api-server",
    description: "The API server is open to named public networks only",
    enforcementLevel: "mandatory",
    violations: ({ type, props }) => (type === CLUSTER ? openApiServer(props) : []),
  },
  {
    name: "closed-services",
    description: "The load balancer's frontend IP is open to named public networks only",
    enforcementLevel: "mandatory",
    violations: openService,
  },
  {
    name: "no-public-nodes",
    description: "Neither nodes nor client containers have public addresses",
    enforcementLevel: "mandatory",
    violations: (resource) => [...eachPool(publicNodes)(resource), ...publicContainers(resource)],
  },
  {
    name: "tags",
    description: "Whatever can carry tags tells its owner and when it should be gone",
    enforcementLevel: "mandatory",
    violations: (resource) => [...untagged(resource), ...eachPool(tagsOf)(resource)],
  },
];

/** Applies `violations` to each node pool, those within a cluster and those on their own. */
function eachPool(violations: (pool: Props) => readonly string[]): PolicyRule["violations"] {
  return ({ type, props }) => {
    if (type === POOL) return violations(props);
    return type === CLUSTER ? parts(props, "agentPoolProfiles").flatMap(violations) : [];
  };
}

function badCount({ count }: Props): readonly string[] {
  const reading = AZURE_FIELDS.nodeCount(count);
  return "value" in reading ? [] : [`count: ${String(count)}: ${reading.rule}. ${reading.wayOut}`];
}

function manyForFree({ count }: Props): readonly string[] {
  return typeof count === "number" ? broken(AZURE_WARNINGS, { nodeCount: count }).map(describe) : [];
}

function badSize(pool: Props): readonly string[] {
  const vmSize = textOf(pool, "vmSize");
  const reading = AZURE_FIELDS.vmSize(vmSize);
  if (!("value" in reading)) return [`vmSize: ${vmSize}: ${reading.rule}. ${reading.wayOut}`];
  return broken(VM_SIZE_RULES, { vmSize }).map(describe);
}

function openApiServer(props: Props): readonly string[] {
  return badRanges(texts(part(props, "apiServerAccessProfile"), "authorizedIPRanges"), "authorizedIPRanges");
}

/** Any Service that a load balancer of a cloud serves: all but those within the local cluster, which nobody else reaches. */
function openService({ type, props, provider = "" }: Asked): readonly string[] {
  const spec = part(props, "spec");
  if (type !== SERVICE || textOf(spec, "type") !== "LoadBalancer" || provider.includes(LOCAL_PROVIDER))
    return [];
  return badRanges(texts(spec, "loadBalancerSourceRanges"), "loadBalancerSourceRanges");
}

/** @param name what the resource calls its ranges, in place of the configuration's key. */
function badRanges(allowedSourceRanges: readonly string[], name: string): readonly string[] {
  return broken(SOURCE_RANGE_RULES, { allowedSourceRanges }).map((problem) =>
    describe({ ...problem, key: problem.key.replace("allowedSourceRanges", name) }),
  );
}

function publicNodes(pool: Props): readonly string[] {
  if (pool.enableNodePublicIP !== true) return [];
  return [
    "enableNodePublicIP: true: would let everyone reach the nodes past the load balancer. Set it to false",
  ];
}

function publicContainers({ type, props }: Asked): readonly string[] {
  if (type !== CONTAINERS || textOf(part(props, "ipAddress"), "type") !== "Public") return [];
  return ["ipAddress.type: Public: would let everyone reach a client container. Put it into a subnet"];
}

function untagged({ type, props }: Asked): readonly string[] {
  return TAGGED.includes(type) ? tagsOf(props) : [];
}

function tagsOf(resource: Props): readonly string[] {
  return badTags(part(resource, "tags"));
}

function badTags(tags: Props): readonly string[] {
  const [owner, expiresAt] = [textOf(tags, "owner"), textOf(tags, "expiresAt")];
  return broken(TAG_RULES, { owner, expiresAt }).map((problem) =>
    describe({ ...problem, key: `tags.${problem.key}` }),
  );
}
