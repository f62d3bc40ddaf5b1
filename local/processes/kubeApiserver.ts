import { API_PORT, pkiFile, type Plan } from "../plan";
import type { Program } from "../program";
import { ETCD_URL } from "./etcd";

/** The API server: certificates for everyone, Node authorizer and RBAC, Pod Security admission (on by default). */
export function kubeApiserver({ binary, folder, spec, topology }: Plan): Program {
  const pki = (file: string): string => pkiFile(folder, file);
  return {
    name: "kube-apiserver",
    place: { kind: "network", name: "control" },
    argv: [
      binary("kube-apiserver"),
      `--etcd-servers=${ETCD_URL}`,
      `--bind-address=${topology.control.address}`,
      `--advertise-address=${topology.control.address}`,
      `--secure-port=${API_PORT}`,
      `--service-cluster-ip-range=${spec.serviceCidr}`,
      `--client-ca-file=${pki("ca.crt")}`,
      `--tls-cert-file=${pki("kube-apiserver.crt")}`,
      `--tls-private-key-file=${pki("kube-apiserver.key")}`,
      `--kubelet-certificate-authority=${pki("ca.crt")}`,
      `--kubelet-client-certificate=${pki("apiserver-kubelet-client.crt")}`,
      `--kubelet-client-key=${pki("apiserver-kubelet-client.key")}`,
      // Node names resolve nowhere here.
      "--kubelet-preferred-address-types=InternalIP",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${pki("service-account.pub")}`,
      `--service-account-signing-key-file=${pki("service-account.key")}`,
      "--authorization-mode=Node,RBAC",
      "--anonymous-auth=false",
      "--enable-admission-plugins=NodeRestriction",
      "--allow-privileged=true",
      "--profiling=false",
    ],
    files: {},
    needs: ["etcd"],
    ready: { kind: "api", path: "/readyz" },
  };
}
