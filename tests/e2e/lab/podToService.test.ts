import { lab, succeeding } from "../support/lab";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

const kubectl = async (...args: string[]): Promise<string> =>
  (await succeeding(lab(held.checkout, ["kubectl", ...args]))).stdout;

const SWITCH = "/proc/sys/net/bridge/bridge-nf-call-iptables";

async function onNode(node: string, script: string): Promise<string> {
  return (await succeeding(lab(held.checkout, ["exec", node, "--", "sh", "-ec", script]))).stdout;
}

it(
  "a pod hears from a Service whose pod is on its own node, as on AKS, since bridged packets pass the node's rules",
  async () => {
    const [node, service] = await Promise.all([
      kubectl("-n", "testapp", "get", "pods", "-o", "jsonpath={.items[0].spec.nodeName}"),
      kubectl("-n", "testapp", "get", "svc", "testapp", "-o", "jsonpath={.spec.clusterIP}"),
    ]);
    const overrides = JSON.stringify({ spec: { nodeName: node } });
    const image = await kubectl(
      "-n",
      "node-debugger",
      "get",
      "ds",
      "-o",
      "jsonpath={.items[0].spec.template.spec.containers[0].image}",
    );
    await kubectl(
      "run",
      "probe",
      `--image=${image}`,
      `--overrides=${overrides}`,
      "--command",
      "--",
      "sleep",
      "infinity",
    );
    await kubectl("wait", "--for=condition=Ready", "pod/probe", "--timeout=60s");
    const asked = [
      "kubectl",
      "exec",
      "probe",
      "--",
      "curl",
      "-s",
      "--max-time",
      "3",
      `http://${service}/r/x`,
    ];
    try {
      expect(await onNode(node, `cat ${SWITCH}`)).toBe("1");
      expect((await lab(held.checkout, asked)).stdout).toMatch(/"pod": ?"testapp-/);
      // Without it there is none: the answer comes by the pod's own address.
      await onNode(node, `echo 0 >${SWITCH}`);
      expect((await lab(held.checkout, asked)).stderr).toContain("exit code 28");
    } finally {
      await onNode(node, `echo 1 >${SWITCH}`);
      await kubectl("delete", "pod", "probe", "--now");
    }
  },
  PATIENCE_MS,
);

it(
  "bridged packets of the router are none of its rules' business",
  async () => {
    expect(await onNode("router", `cat ${SWITCH}`)).toBe("0");
  },
  PATIENCE_MS,
);
