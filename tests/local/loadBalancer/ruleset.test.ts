import { decide } from "../../../local/loadBalancer/model";
import { balancedService } from "../../../local/loadBalancer/balancedService";
import { memberRoutes, routingCommands } from "../../../local/loadBalancer/routing";
import { ruleset } from "../../../local/loadBalancer/ruleset";
import { config, EMPTY, knowledge, serviceObject } from "./fixtures";

describe("ruleset", () => {
  const services = [
    balancedService(serviceObject()),
    balancedService(
      serviceObject(
        { sessionAffinity: "ClientIP", ports: [{ port: 8080, nodePort: 30090 }] },
        { uid: "ffffffff-0000-0000-0000-000000000000", name: "sticky" },
      ),
    ),
  ];
  const published = new Map([
    ["12345678-1234-1234-1234-123456789abc", "203.0.113.10"],
    ["ffffffff-0000-0000-0000-000000000000", "203.0.113.11"],
  ]);

  it("is this text for a rule of each distribution", () => {
    const { view } = decide(config, knowledge({ services, published }));
    expect(ruleset(config, view)).toMatchSnapshot();
  });

  it("chooses among the healthy members only, by their own marks", () => {
    const verdict = (_: string, node: string) => (node === "node2" ? "down" : "up");
    const { view } = decide(config, knowledge({ verdict }));
    expect(ruleset(config, view)).toContain("mod 2 seed 0xdeadbeef map { 0 : 101, 1 : 103 }");
  });

  it.each([
    [
      ["198.51.100.0/24", "2001:db8::/32", " 192.0.2.0/24 "],
      "ip saddr { 198.51.100.0/24, 192.0.2.0/24 } ip daddr",
    ],
    [["0.0.0.0/0"], "ip saddr { 0.0.0.0/0 } ip daddr"],
    [["198.51.100.9/24", "198.51.100.0/25"], "ip saddr { 198.51.100.0/25 } ip daddr"],
  ])("lets in from the IPv4 networks alone of %j", (loadBalancerSourceRanges, choice) => {
    const services = [balancedService(serviceObject({ loadBalancerSourceRanges }))];
    expect(ruleset(config, decide(config, knowledge({ services })).view)).toContain(
      `    ${choice} 203.0.113.10`,
    );
  });

  it.each([[["2001:db8::/32"]], [["::/0"]], [["198.51.100.9/24"]], [[" 2001:db8::/32 "]]])(
    "lets nobody in by %j",
    (loadBalancerSourceRanges) => {
      const services = [balancedService(serviceObject({ loadBalancerSourceRanges }))];
      const { view } = decide(config, knowledge({ services }));
      expect(view.rules).toHaveLength(1);
      expect(ruleset(config, view)).toBe(ruleset(config, EMPTY));
    },
  );

  it("has no choice for a rule without healthy members, and none without rules", () => {
    const opened = new Map([["12345678-1234-1234-1234-123456789abc", "203.0.113.10"]]);
    const { view } = decide(config, knowledge({ verdict: () => "down", opened }));
    expect(view.rules).toHaveLength(1);
    expect(ruleset(config, view)).toBe(ruleset(config, EMPTY));
    expect(ruleset(config, EMPTY)).not.toContain("jhash");
  });
});

describe("routing", () => {
  it("makes a table and two rules for each member", () => {
    expect(routingCommands(config, new Set())).toMatchSnapshot();
  });

  it("adds no rule twice, but brings the routes up to date", () => {
    const present = new Set([10101, 20101, 10102, 20102, 10103, 20103]);
    expect(routingCommands(config, present)).toEqual(
      [101, 102, 103].map(
        (table, index) => `route replace default via 10.240.0.${4 + index} dev vnet table ${table}`,
      ),
    );
  });

  it("gives members source ports of their own, below those the kernel chooses", () => {
    const members = Array.from({ length: 64 }, (_, index) => ({ node: `node${index}`, address: "" }));
    const routes = memberRoutes(members);
    routes.reduce((end, { firstPort, lastPort }) => {
      expect(firstPort).toBe(end + 1);
      return lastPort;
    }, 15_999);
    expect(routes.at(-1)?.lastPort).toBeLessThan(32_768);
    expect(() => memberRoutes([...members, { node: "one more", address: "" }])).toThrow("at most 64 members");
  });
});
