import { mkdir, writeFile } from "node:fs/promises";
import { kubeconfig } from "./kubeconfig";
import { Authority, serviceAccountKeys, type Identity, type Subject } from "./pki";
import { apiServerUrl, kubeconfigFile, pkiFile } from "./plan";
import type { ClusterSpec } from "./spec";
import { apiServiceAddress, type Topology } from "./topology";

/** The built-in group that RBAC lets do everything. */
const ADMINISTRATORS = "system:masters";

/**
 * Whom the API server knows. The built-in roles of RBAC are bound to these names, so nothing needs to be granted; the load
 * balancer is what a cloud's service controller is. Source: Kubernetes' RBAC documentation, "Default roles and role bindings".
 */
function subjects(spec: ClusterSpec, topology: Topology): Record<string, Subject> {
  return {
    admin: { user: "lab-admin", groups: [ADMINISTRATORS] },
    "kube-apiserver": {
      user: "kube-apiserver",
      serves: {
        names: ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost"],
        addresses: ["127.0.0.1", topology.control.address, apiServiceAddress(spec.serviceCidr)],
      },
    },
    "apiserver-kubelet-client": { user: "apiserver-kubelet-client", groups: [ADMINISTRATORS] },
    "kube-controller-manager": { user: "system:kube-controller-manager" },
    "kube-scheduler": { user: "system:kube-scheduler" },
    "kube-proxy": { user: "system:kube-proxy" },
    "load-balancer": {
      user: "system:serviceaccount:kube-system:service-controller",
      groups: ["system:serviceaccounts", "system:serviceaccounts:kube-system"],
    },
    ...Object.fromEntries(
      topology.nodes.map(({ name, address }) => [
        `kubelet-${name}`,
        {
          user: `system:node:${name}`,
          groups: ["system:nodes"],
          serves: { names: [name], addresses: [address] },
        },
      ]),
    ),
  };
}

/** What the holder itself and whoever started it need; the rest lies in the lab's folder. */
export interface Credentials {
  readonly authority: string;
  readonly admin: Identity;
}

/** Issues everything and writes it below the lab's folder, readable by its owner alone. */
export async function writeIdentities(
  folder: string,
  spec: ClusterSpec,
  topology: Topology,
): Promise<Credentials> {
  const authority = await Authority.create(`aks-lb-lab ${spec.name}`);
  const tokens = await serviceAccountKeys();
  await mkdir(pkiFile(folder, ""), { recursive: true, mode: 0o700 });
  await mkdir(kubeconfigFile(folder, ""), { recursive: true, mode: 0o700 });
  const write = (path: string, content: string): Promise<void> => writeFile(path, content, { mode: 0o600 });
  await write(pkiFile(folder, "ca.crt"), authority.certificate);
  await write(pkiFile(folder, "service-account.key"), tokens.privateKey);
  await write(pkiFile(folder, "service-account.pub"), tokens.publicKey);
  const server = apiServerUrl(topology);
  const issued = await Promise.all(
    Object.entries(subjects(spec, topology)).map(async ([name, subject]) => {
      const identity = await authority.issue(subject);
      await write(pkiFile(folder, `${name}.crt`), identity.certificate);
      await write(pkiFile(folder, `${name}.key`), identity.key);
      const config = kubeconfig({ name, server, authority: authority.certificate, identity });
      await write(kubeconfigFile(folder, name), config);
      return [name, identity] as const;
    }),
  );
  const admin = new Map(issued).get("admin");
  if (admin === undefined) throw new Error("no identity was issued for the administrator");
  return { authority: authority.certificate, admin };
}
