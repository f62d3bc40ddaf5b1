import type { Path } from "../protocol/difference";
import type { KubernetesObject } from "./objects";
import type { Settings } from "./settings";

const VOLUME_SOURCES = [
  ...[
    "awsElasticBlockStore",
    "azureDisk",
    "azureFile",
    "cephfs",
    "cinder",
    "csi",
    "fc",
    "flexVolume",
    "flocker",
  ],
  ...["gcePersistentDisk", "glusterfs", "hostPath", "iscsi", "local", "nfs", "photonPersistentDisk"],
  ...["portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume"],
];
const SELECTOR = ["spec.selector"];
const ROLE = ["roleRef"];

/**
 * What the API server does not let change, by kind; with everything below it. Source: pulumi/pulumi-kubernetes
 * `provider/pkg/provider/diff.go`, for the versions that Kubernetes still serves.
 */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  "apps/v1/DaemonSet": SELECTOR,
  "apps/v1/Deployment": SELECTOR,
  "apps/v1/StatefulSet": [
    ...SELECTOR,
    ...[
      "spec.podManagementPolicy",
      "spec.revisionHistoryLimit",
      "spec.serviceName",
      "spec.volumeClaimTemplates",
    ],
  ],
  "batch/v1/Job": [...SELECTOR, "spec.completions", "spec.parallelism", "spec.template"],
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": ROLE,
  "rbac.authorization.k8s.io/v1/RoleBinding": ROLE,
  "storage.k8s.io/v1/StorageClass": ["parameters", "provisioner"],
  "v1/PersistentVolume": VOLUME_SOURCES.map((source) => `spec.${source}`),
  "v1/PersistentVolumeClaim": [...SELECTOR, "spec.accessModes", "spec.storageClassName", "spec.volumeName"],
  // Of a pod the API server lets next to nothing change.
  "v1/Pod": ["spec"],
  "v1/ResourceQuota": ["spec.scopes"],
  "v1/Secret": ["type"],
  "v1/Service": ["spec.clusterIP"],
};

/** Whether a change of one property of a kind takes a new object. */
export function forcesNew(
  { apiVersion, kind, immutable }: KubernetesObject,
  settings: Pick<Settings, "enableConfigMapMutable" | "enableSecretMutable">,
): (path: Path) => boolean {
  const type = `${apiVersion}/${kind}`;
  const content = [
    ...(type === "v1/ConfigMap" && !(settings.enableConfigMapMutable && immutable !== true)
      ? ["data", "binaryData"]
      : []),
    ...(type === "v1/Secret" && !(settings.enableSecretMutable && immutable !== true)
      ? ["data", "stringData"]
      : []),
  ];
  const fixed = ["metadata.name", "metadata.namespace", ...(IMMUTABLE[type] ?? []), ...content];
  return (path) => {
    const whole = path.join(".");
    return fixed.some((field) => whole === field || whole.startsWith(`${field}.`));
  };
}
