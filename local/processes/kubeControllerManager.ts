import { join } from "node:path";
import { kubeconfigFile, pkiFile, type Plan } from "../plan";
import type { Program } from "../program";

/** The controllers, without those that a cloud brings: routes and load balancers are the lab's own. */
export function kubeControllerManager({ binary, folder }: Plan): Program {
  return {
    name: "kube-controller-manager",
    place: { kind: "network", name: "control" },
    argv: [
      binary("kube-controller-manager"),
      `--kubeconfig=${kubeconfigFile(folder, "kube-controller-manager")}`,
      `--service-account-private-key-file=${pkiFile(folder, "service-account.key")}`,
      `--root-ca-file=${pkiFile(folder, "ca.crt")}`,
      "--use-service-account-credentials=true",
      "--controllers=*,-cloud-node-lifecycle-controller,-node-route-controller,-service-lb-controller",
      "--allocate-node-cidrs=false",
      "--leader-elect=false",
      // The default of 20 requests a second makes the first rollout wait for its turn.
      "--kube-api-qps=100",
      "--kube-api-burst=200",
      "--bind-address=127.0.0.1",
      "--profiling=false",
      // It is made, and the default is in the machine's own /usr.
      `--flex-volume-plugin-dir=${join(folder, "volume-plugins")}`,
    ],
    files: {},
    needs: ["kube-apiserver"],
    ready: { kind: "started" },
  };
}
