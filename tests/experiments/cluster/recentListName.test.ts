import { recentListName } from "../../../experiments/cluster/kubeProxyAffinity";
import { cluster } from "../fixtures";

const service = { ...cluster.service, namespace: "ns1", name: "svc1", portName: "p80" };
const pod = { name: "p", address: "10.180.0.1", port: 80, node: "node1" };

describe("the list of an endpoint's recent clients", () => {
  // The chains that kube-proxy's own tests expect, in kubernetes/pkg/proxy/iptables/proxier_test.go.
  test.each([
    { change: {}, at: {}, name: "KUBE-SEP-SXIVWICOYRO3J4NJ" },
    {
      change: { namespace: "ns2", name: "svc2" },
      at: { address: "10.180.0.2" },
      name: "KUBE-SEP-RS4RBKLTHTF2IUXJ",
    },
  ])("is called as kube-proxy does: $name", ({ change, at, name }) => {
    expect(recentListName({ ...service, ...change }, { ...pod, ...at })).toBe(name);
  });

  test("has another name for a port without one", () => {
    expect(recentListName({ ...service, portName: "" }, pod)).not.toBe(recentListName(service, pod));
  });
});
