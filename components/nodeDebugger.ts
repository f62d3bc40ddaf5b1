import { DaemonSet } from "@pulumi/kubernetes/apps/v1";
import { Namespace, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { nodeDebuggerPod } from "./nodeDebuggerPod";
import { NO_INPUTS } from "./noInputs";

export interface NodeDebuggerArgs {
  /** Reference of an image with /usr/sbin/sshd, ssh-keygen and tshark: the lab's own, or netshoot. */
  readonly image: pulumi.Input<string>;
  /** The public key that may log in, as a line of authorized_keys. */
  readonly authorizedKey: pulumi.Input<string>;
}

const LABELS = { app: "node-debugger" };

/**
 * A pod on every node's own network, to watch its packets and to log in to by ssh. It sees all of the node's traffic, so
 * it is a thing for a lab, and for no longer than it is needed: the key `debugger` takes it away.
 */
export class NodeDebugger extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: NodeDebuggerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("akslab:index:NodeDebugger", name, NO_INPUTS, opts);
    const child = { parent: this };

    // The host network alone takes it out of the baseline. It is allowed here, with nothing else beside it, and warned of.
    const levels = {
      "pod-security.kubernetes.io/enforce": "privileged",
      "pod-security.kubernetes.io/warn": "baseline",
      "pod-security.kubernetes.io/audit": "baseline",
    };
    const namespace = new Namespace(`${name}-namespace`, { metadata: { name, labels: levels } }, child);
    this.namespace = namespace.metadata.name;

    // An account of its own that no role is bound to, whatever someone may give to the namespace's default one.
    const account = new ServiceAccount(
      `${name}-account`,
      { metadata: { name, namespace: this.namespace }, automountServiceAccountToken: false },
      child,
    );

    new DaemonSet(
      `${name}-daemonset`,
      {
        metadata: { name, namespace: this.namespace, labels: LABELS },
        spec: {
          selector: { matchLabels: LABELS },
          // Nobody is served by these pods; one after the other would only take longer.
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "100%" } },
          template: {
            metadata: { labels: LABELS },
            spec: nodeDebuggerPod(args.image, args.authorizedKey, account.metadata.name),
          },
        },
      },
      child,
    );

    this.registerOutputs({ namespace: this.namespace });
  }
}
