import fc from "fast-check";
import { Address4 } from "ip-address";
import { apiServiceAddress, bridgeAddress, topologyOf } from "../../local/topology";
import { spec } from "./spec.fixture";

describe("topologyOf", () => {
  it("gives nodes Azure's addresses, a /24 of pods each, and zones in turn", () => {
    expect(topologyOf(spec).nodes).toEqual([
      expect.objectContaining({
        name: "node1",
        address: "10.240.0.4",
        zone: "local-1",
        podCidr: "10.244.0.0/24",
      }),
      expect.objectContaining({
        name: "node2",
        address: "10.240.0.5",
        zone: "local-2",
        podCidr: "10.244.1.0/24",
      }),
      expect.objectContaining({
        name: "node3",
        address: "10.240.0.6",
        zone: "local-1",
        podCidr: "10.244.2.0/24",
      }),
    ]);
  });

  it("puts client A on a network of its own and the others together on another", () => {
    expect(topologyOf(spec).clients.map(({ name, address }) => [name, address])).toEqual([
      ["client-a", "198.51.100.10"],
      ["client-b", "192.0.2.10"],
      ["client-c", "192.0.2.11"],
    ]);
  });

  it("never gives one address or name twice, and none outside its network", () => {
    const sizes = { nodeCount: fc.integer({ min: 1, max: 9 }), clients: fc.integer({ min: 2, max: 26 }) };
    const subnets = fc.constantFrom("10.240.0.0/24", "10.240.7.0/28", "192.168.16.64/26");
    fc.assert(
      fc.property(fc.record(sizes), subnets, (given, subnetCidr) => {
        const { nodes, clients, control, subnet } = topologyOf({ ...spec, ...given, subnetCidr });
        const hosts = [...nodes, ...clients, control];
        expect(new Set(hosts.map(({ name }) => name)).size).toBe(hosts.length);
        const addresses = [...hosts.map(({ address }) => address), subnet.router];
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(new Set(nodes.map(({ podCidr }) => podCidr)).size).toBe(nodes.length);
        for (const { address, podCidr } of nodes) {
          expect(new Address4(address).isInSubnet(new Address4(subnetCidr))).toBe(true);
          expect(new Address4(podCidr).isInSubnet(new Address4(spec.podCidr))).toBe(true);
        }
      }),
    );
  });
});

it.each([
  ["the bridge is the first of the node's pods' range", bridgeAddress("10.244.2.0/24"), "10.244.2.1"],
  ["the API's Service is the first of the service range", apiServiceAddress("10.0.0.0/16"), "10.0.0.1"],
])("%s", (_, address, expected) => {
  expect(address).toBe(expected);
});
