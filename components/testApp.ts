import { createHash } from "node:crypto";
import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { ConfigMap, Namespace, Service } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { NGINX_CONFIG } from "./testAppNginx";
import { testAppPod } from "./testAppPod";
import { NO_INPUTS } from "./noInputs";

export interface TestAppArgs {
  /** Reference of an image with nginx 1.19.5 or later. */
  readonly image: pulumi.Input<string>;
  readonly replicas: pulumi.Input<number>;
  /** None or ClientIP; the cloud makes its load distribution from it. */
  readonly sessionAffinity: pulumi.Input<string>;
  /** Cluster or Local. */
  readonly externalTrafficPolicy: pulumi.Input<string>;
  /** Who may reach the frontend IP, as networks without host bits; all may where it is left out. */
  readonly allowedSourceRanges?: pulumi.Input<pulumi.Input<string>[]>;
}

const LABELS = { run: "testapp" };

/** Without it the provider waits ten seconds at every change of a Service. It does not need pods for the frontend IP. */
const AWAITED = { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0].ip}" };

/** The web server of the lab behind a public load balancer; each answer tells which pod gave it and whom it saw. */
export class TestApp extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>;
  readonly serviceName: pulumi.Output<string>;
  /** The load balancer's public address for the Service. */
  readonly frontendIP: pulumi.Output<string | undefined>;

  constructor(name: string, args: TestAppArgs, opts?: pulumi.ComponentResourceOptions) {
    super("akslab:index:TestApp", name, NO_INPUTS, opts);
    const child = { parent: this };

    const namespace = new Namespace(
      `${name}-namespace`,
      { metadata: { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
      child,
    );
    this.namespace = namespace.metadata.name;

    // The content is part of the name, so another content is another ConfigMap, and pods are made anew to mount it.
    const hash = createHash("sha256").update(NGINX_CONFIG).digest("hex").slice(0, 10);
    const config = new ConfigMap(
      `${name}-nginx`,
      {
        metadata: { name: `${name}-nginx-${hash}`, namespace: this.namespace },
        data: { "nginx.conf": NGINX_CONFIG },
        immutable: true,
      },
      child,
    );

    new Deployment(
      `${name}-deployment`,
      {
        metadata: { name, namespace: this.namespace, labels: LABELS },
        spec: {
          replicas: args.replicas,
          selector: { matchLabels: LABELS },
          template: { metadata: { labels: LABELS }, spec: testAppPod(args.image, config.metadata.name) },
        },
      },
      child,
    );

    const service = new Service(
      `${name}-service`,
      {
        metadata: { name, namespace: this.namespace, annotations: AWAITED },
        spec: {
          type: "LoadBalancer",
          selector: LABELS,
          ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
          sessionAffinity: args.sessionAffinity,
          externalTrafficPolicy: args.externalTrafficPolicy,
          loadBalancerSourceRanges: args.allowedSourceRanges,
        },
      },
      child,
    );
    this.serviceName = service.metadata.name;
    // Missing until the cloud has an address, whatever the SDK's type says.
    const { ingress } = service.status.loadBalancer;
    this.frontendIP = ingress.apply((addresses) => (addresses as typeof addresses | undefined)?.[0]?.ip);

    this.registerOutputs({
      namespace: this.namespace,
      serviceName: this.serviceName,
      frontendIP: this.frontendIP,
    });
  }
}
