import type { Plan } from "../plan";
import type { Program } from "../program";
import { containerd } from "./containerd";
import { etcd } from "./etcd";
import { kubeApiserver } from "./kubeApiserver";
import { kubeControllerManager } from "./kubeControllerManager";
import { kubelet } from "./kubelet";
import { kubeProxy } from "./kubeProxy";
import { loadBalancer } from "./loadBalancer";
import { kubeScheduler } from "./kubeScheduler";

/** Every program of the lab; the order says nothing, their needs do. */
export function programsOf(plan: Plan, pauseImage: string): Program[] {
  return [
    etcd(plan),
    kubeApiserver(plan),
    kubeControllerManager(plan),
    kubeScheduler(plan),
    loadBalancer(plan),
    ...plan.topology.nodes.flatMap((node) => [
      containerd(plan, node, pauseImage),
      kubelet(plan, node),
      kubeProxy(plan, node),
    ]),
  ];
}
