import { kubeconfigFile, type Plan } from "../plan";
import type { Program } from "../program";

/** Places pods on nodes. */
export function kubeScheduler({ binary, folder }: Plan): Program {
  return {
    name: "kube-scheduler",
    place: { kind: "network", name: "control" },
    argv: [
      binary("kube-scheduler"),
      `--kubeconfig=${kubeconfigFile(folder, "kube-scheduler")}`,
      "--leader-elect=false",
      "--bind-address=127.0.0.1",
      "--profiling=false",
    ],
    files: {},
    needs: ["kube-apiserver"],
    ready: { kind: "started" },
  };
}
