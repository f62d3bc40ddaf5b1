import { accept, publishedAddresses } from "../../../local/loadBalancer/acceptance";
import { belongsToPool } from "../../../local/loadBalancer/apiObjects";
import { nodeObject, serviceObject, UID } from "./fixtures";

describe("accept", () => {
  it.each([
    ["of another type", serviceObject({ type: "NodePort" })],
    ["of another implementation", serviceObject({ loadBalancerClass: "example.com/other" })],
    ["that is being deleted", serviceObject({}, { deletionTimestamp: "2026-01-02T00:00:00Z" })],
  ])("leaves out a Service %s", (_, object) => {
    expect(accept([object], undefined)).toEqual({ services: [], refusals: new Map() });
  });

  it("keeps a Service as it was when a change makes it impossible, and says why", () => {
    const before = accept([serviceObject()], undefined);
    const idle = "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout";
    const changed = serviceObject({}, { annotations: { [idle]: "200" } });
    const after = accept([changed], before);
    expect(after.services).toEqual(before.services);
    expect(after.refusals.get(UID)).toBe(
      `testapp/testapp: refused: ${idle}: 200: a whole number of minutes from 4 to 100. Change or remove the annotation.`,
    );
    expect(accept([changed], undefined).services).toEqual([]);
  });
});

it("keeps an error about one Service from every other", () => {
  const broken = serviceObject({}, { uid: "broken", name: "broken" });
  const trap = {
    ...broken,
    get spec(): never {
      throw new TypeError("surprise");
    },
  };
  const { services, refusals } = accept([trap, serviceObject()], undefined);
  expect(services.map(({ uid }) => uid)).toEqual([UID]);
  expect([...refusals]).toEqual([
    [
      "broken",
      "testapp/broken: Service: surprise: this error came up while the load balancer handled it, so it is left out. " +
        "Change or delete the Service; every change of the cluster is another try.",
    ],
  ]);
});

it("finds published addresses", () => {
  const status = { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } };
  const without = serviceObject({}, { uid: "other" });
  expect(publishedAddresses([{ ...serviceObject(), status }, without])).toEqual(
    new Map([[UID, "203.0.113.10"]]),
  );
});

it.each([
  ["Ready", nodeObject("node1", "True"), true],
  ["not Ready", nodeObject("node1", "False"), false],
  ["not heard of for a while", nodeObject("node1", "Unknown"), false],
  [
    "kept out",
    nodeObject("node1", "True", { "node.kubernetes.io/exclude-from-external-load-balancers": "" }),
    false,
  ],
  ["without a status yet", { metadata: nodeObject("node1", "True").metadata }, false],
])("a node that is %s", (_, node, expected) => {
  expect(belongsToPool(node)).toBe(expected);
});
