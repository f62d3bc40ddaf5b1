import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { SSHD_COMMAND, SSHD_PORT } from "./sshd";

/** What is left of root's powers, each with who needs it. Without any one of them its program fails. */
const CAPABILITIES = [
  // tshark and tcpdump: a packet socket. Not NET_ADMIN: nothing here changes the node's network.
  "NET_RAW",
  // sshd: to lock its unprivileged half into an empty folder, as another user …
  "SYS_CHROOT",
  "SETUID",
  "SETGID",
  // … and to end it.
  "KILL",
  // sshd as Debian builds it: to write a terminal's login to the audit log, without which it refuses the terminal.
  "AUDIT_WRITE",
];

/**
 * A debug pod: root, but only on the node's network. No other namespace and no folder of the node, no token for the API
 * server; what it writes is in memory and ends with it.
 */
export function nodeDebuggerPod(
  image: pulumi.Input<string>,
  authorizedKey: pulumi.Input<string>,
  serviceAccountName: pulumi.Input<string>,
): types.input.core.v1.PodSpec {
  return {
    hostNetwork: true,
    dnsPolicy: "ClusterFirstWithHostNet",
    serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: { "kubernetes.io/os": "linux" },
    // Nothing in it is worth waiting for.
    terminationGracePeriodSeconds: 1,
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "node-debugger",
        image,
        imagePullPolicy: "IfNotPresent",
        command: [...SSHD_COMMAND],
        env: [{ name: "AUTHORIZED_KEY", value: authorizedKey }],
        securityContext: {
          privileged: false,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"], add: CAPABILITIES },
        },
        resources: {
          requests: { cpu: "10m", memory: "32Mi" },
          limits: { cpu: "1", memory: "512Mi" },
        },
        // Asked until sshd listens, then never again: each question is a connection in sshd's log. The kubelet asks from
        // the node's network, so the node's loopback is the pod's. No `ports`: on the host network they would be host ports.
        startupProbe: {
          tcpSocket: { host: "127.0.0.1", port: SSHD_PORT },
          periodSeconds: 1,
          timeoutSeconds: 5,
          failureThreshold: 300,
        },
        volumeMounts: [
          { name: "run", mountPath: "/run" },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "run", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
      // tshark keeps the packets it has not yet shown in a file.
      { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "128Mi" } },
    ],
  };
}
