import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

const CONFIG_FOLDER = "/etc/testapp";
/** The user `nginx` of the official image. */
const NGINX_USER = 101;

/**
 * A pod of testapp: nginx alone, as a user who may do nothing, on a disk that can't be written.
 * @param config the name of the ConfigMap with nginx.conf
 */
export function testAppPod(
  image: pulumi.Input<string>,
  config: pulumi.Input<string>,
): types.input.core.v1.PodSpec {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 5,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NGINX_USER,
      runAsGroup: NGINX_USER,
      seccompProfile: { type: "RuntimeDefault" },
      // Port 80 as in any web server's Service, without root and without a capability: in this pod's network no port is privileged.
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    },
    containers: [
      {
        name: "testapp",
        image,
        imagePullPolicy: "IfNotPresent",
        // Before it has read its configuration, nginx would complain that it can't open the log file of its build.
        command: ["nginx", "-e", "stderr", "-c", `${CONFIG_FOLDER}/nginx.conf`],
        ports: [{ containerPort: 80, protocol: "TCP" }],
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        resources: {
          requests: { cpu: "10m", memory: "16Mi" },
          limits: { cpu: "1", memory: "64Mi" },
        },
        readinessProbe: { httpGet: { path: "/ready", port: 80 }, periodSeconds: 1, timeoutSeconds: 5 },
        volumeMounts: [
          { name: "config", mountPath: CONFIG_FOLDER, readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: config } },
      { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
    ],
  };
}
