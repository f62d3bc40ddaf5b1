import { TestApp } from "../../components/testApp";
import { NGINX_CONFIG } from "../../components/testAppNginx";
import { WITHOUT_ADDRESS } from "./cloud";
import { recordProgram, type Mode, type Registration } from "./recordProgram";

const ARGS = { image: "testapp:1", replicas: 2, sessionAffinity: "ClientIP", externalTrafficPolicy: "Local" };

const record = (mode: Mode, changes: Partial<typeof ARGS> = {}) =>
  recordProgram(mode, () => new TestApp("testapp", { ...ARGS, ...changes }));

interface Pod {
  readonly securityContext: unknown;
  readonly containers: readonly Readonly<Record<string, unknown>>[];
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
}

async function inputsOf(name: string): Promise<Registration["inputs"]> {
  const { resources } = await record("update");
  const found = resources.find((resource) => resource.name === name);
  if (found === undefined)
    throw new Error(`no ${name} among ${resources.map((each) => each.name).join(", ")}`);
  return found.inputs;
}

async function pod(): Promise<Pod> {
  const { spec } = (await inputsOf("testapp-deployment")) as { spec: { template: { spec: Pod } } };
  return spec.template.spec;
}

describe("TestApp", () => {
  it.each<Mode>(["preview", "update"])("is one component with its children in a %s", async (mode) => {
    const { resources } = await record(mode);
    const asked = resources.map(({ type, name, parent }) => `${type} ${name} in ${parent}`);
    expect(asked.sort()).toEqual([
      "akslab:index:TestApp testapp in ",
      "kubernetes:apps/v1:Deployment testapp-deployment in testapp",
      "kubernetes:core/v1:ConfigMap testapp-nginx in testapp",
      "kubernetes:core/v1:Namespace testapp-namespace in testapp",
      "kubernetes:core/v1:Service testapp-service in testapp",
    ]);
    // Inputs of its own would make it a second resource that changes.
    expect(resources[0]?.inputs).toEqual({});
  });

  it("tells the frontend IP and where the Service is", async () => {
    const { outputs } = await record("update");
    const told = { namespace: "testapp", serviceName: "testapp", frontendIP: "203.0.113.10" };
    expect(outputs).toEqual({ testapp: told });
  });

  it("does without a frontend IP where the cloud has given none", async () => {
    const { outputs } = await record("update", { sessionAffinity: WITHOUT_ADDRESS });
    expect(outputs).toEqual({ testapp: { namespace: "testapp", serviceName: "testapp" } });
  });

  it("has a namespace that takes none but restricted pods", async () => {
    expect(await inputsOf("testapp-namespace")).toMatchObject({
      metadata: { name: "testapp", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    });
  });

  it("has the seed's Service, with what the stack decides", async () => {
    expect(await inputsOf("testapp-service")).toEqual({
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "testapp",
        namespace: "testapp",
        annotations: { "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0].ip}" },
      },
      spec: {
        type: "LoadBalancer",
        selector: { run: "testapp" },
        ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
        sessionAffinity: "ClientIP",
        externalTrafficPolicy: "Local",
      },
    });
  });

  it("has the seed's Deployment", async () => {
    expect(await inputsOf("testapp-deployment")).toMatchObject({
      metadata: { name: "testapp", namespace: "testapp", labels: { run: "testapp" } },
      spec: {
        replicas: 2,
        selector: { matchLabels: { run: "testapp" } },
        template: { metadata: { labels: { run: "testapp" } } },
      },
    });
  });
});

describe("a pod of TestApp", () => {
  it("shares nothing with its node and has no token", async () => {
    const { containers, volumes, securityContext, ...rest } = await pod();
    expect(rest).toEqual({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 5,
    });
    expect(securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 101,
      runAsGroup: 101,
      seccompProfile: { type: "RuntimeDefault" },
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    });
    expect(containers).toHaveLength(1);
    expect(volumes.map((volume) => Object.keys(volume).sort())).toEqual([
      ["configMap", "name"],
      ["emptyDir", "name"],
    ]);
  });

  it("has a container without any privilege, within limits", async () => {
    const [container] = (await pod()).containers;
    expect(container).toMatchObject({
      image: "testapp:1",
      resources: {
        requests: { cpu: "10m", memory: "16Mi" },
        limits: { cpu: "1", memory: "64Mi" },
      },
      readinessProbe: { httpGet: { path: "/ready", port: 80 }, periodSeconds: 1 },
    });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("mounts the configuration whose content its name tells", async () => {
    const config = (await inputsOf("testapp-nginx")) as { metadata: { name: string } };
    expect(config).toMatchObject({ immutable: true, data: { "nginx.conf": NGINX_CONFIG } });
    expect(config.metadata.name).toMatch(/^testapp-nginx-[0-9a-f]{10}$/);
    const [volume] = (await pod()).volumes;
    expect(volume?.configMap?.name).toBe(config.metadata.name);
  });
});
