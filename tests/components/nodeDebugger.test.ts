import { NodeDebugger } from "../../components/nodeDebugger";
import { recordProgram, type Mode, type Registration } from "./recordProgram";

const ARGS = { image: "node-debugger:1", authorizedKey: "ssh-ed25519 AAAA lab" };

const record = (mode: Mode) => recordProgram(mode, () => new NodeDebugger("node-debugger", ARGS));

async function inputsOf(name: string): Promise<Registration["inputs"]> {
  const { resources } = await record("update");
  const found = resources.find((resource) => resource.name === name);
  if (found === undefined)
    throw new Error(`no ${name} among ${resources.map((each) => each.name).join(", ")}`);
  return found.inputs;
}

interface DaemonSetSpec {
  readonly template: {
    readonly spec: {
      readonly containers: readonly Readonly<Record<string, unknown>>[];
      readonly volumes: readonly Readonly<Record<string, unknown>>[];
    };
  };
}

async function pod(): Promise<DaemonSetSpec["template"]["spec"]> {
  const { spec } = (await inputsOf("node-debugger-daemonset")) as { spec: DaemonSetSpec };
  return spec.template.spec;
}

describe("NodeDebugger", () => {
  it.each<Mode>(["preview", "update"])("is one component with its children in a %s", async (mode) => {
    const { resources, outputs } = await record(mode);
    const asked = resources.map(({ type, name, parent }) => `${type} ${name} in ${parent}`);
    expect(asked.sort()).toEqual([
      "akslab:index:NodeDebugger node-debugger in ",
      "kubernetes:apps/v1:DaemonSet node-debugger-daemonset in node-debugger",
      "kubernetes:core/v1:Namespace node-debugger-namespace in node-debugger",
      "kubernetes:core/v1:ServiceAccount node-debugger-account in node-debugger",
    ]);
    // Inputs of its own would make it a second resource that changes.
    expect(resources[0]?.inputs).toEqual({});
    expect(outputs).toEqual({ "node-debugger": { namespace: "node-debugger" } });
  });

  it("has a namespace that allows it and warns of it", async () => {
    expect(await inputsOf("node-debugger-namespace")).toMatchObject({
      metadata: {
        name: "node-debugger",
        labels: {
          "pod-security.kubernetes.io/enforce": "privileged",
          "pod-security.kubernetes.io/warn": "baseline",
          "pod-security.kubernetes.io/audit": "baseline",
        },
      },
    });
  });

  it("has an account without a token", async () => {
    expect(await inputsOf("node-debugger-account")).toEqual({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "node-debugger", namespace: "node-debugger" },
      automountServiceAccountToken: false,
    });
  });

  it("is found by its label and renewed on all nodes at once", async () => {
    expect(await inputsOf("node-debugger-daemonset")).toMatchObject({
      metadata: { name: "node-debugger", namespace: "node-debugger" },
      spec: {
        selector: { matchLabels: { app: "node-debugger" } },
        updateStrategy: { rollingUpdate: { maxUnavailable: "100%" } },
        template: { metadata: { labels: { app: "node-debugger" } } },
      },
    });
  });
});

describe("a debug pod", () => {
  it("shares the node's network and nothing else of it", async () => {
    const { containers, volumes, ...rest } = await pod();
    expect(rest).toEqual({
      hostNetwork: true,
      dnsPolicy: "ClusterFirstWithHostNet",
      serviceAccountName: "node-debugger",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      nodeSelector: { "kubernetes.io/os": "linux" },
      terminationGracePeriodSeconds: 1,
      securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(containers).toHaveLength(1);
    expect(volumes).toEqual([
      { name: "run", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
      { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "128Mi" } },
    ]);
  });

  it("has just the capabilities that sshd and tshark need", async () => {
    const [container] = (await pod()).containers;
    expect(container?.securityContext).toEqual({
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ["ALL"],
        add: ["NET_RAW", "SYS_CHROOT", "SETUID", "SETGID", "KILL", "AUDIT_WRITE"],
      },
    });
  });

  it("opens no port of the host and gets the public key alone", async () => {
    const [container] = (await pod()).containers;
    expect(container).not.toHaveProperty("ports");
    expect(container).not.toHaveProperty("envFrom");
    expect(container).toMatchObject({
      name: "node-debugger",
      image: "node-debugger:1",
      env: [{ name: "AUTHORIZED_KEY", value: ARGS.authorizedKey }],
      startupProbe: { tcpSocket: { host: "127.0.0.1", port: 2222 }, periodSeconds: 1 },
      resources: { limits: { cpu: "1", memory: "512Mi" } },
    });
    // A readiness probe would go on asking, and sshd logging it.
    expect(container).not.toHaveProperty("readinessProbe");
    expect(container).not.toHaveProperty("livenessProbe");
  });
});
