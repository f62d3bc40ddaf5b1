import fc from "fast-check";
import { accept } from "../../../local/loadBalancer/acceptance";
import { balancedService } from "../../../local/loadBalancer/balancedService";
import { decide, type Knowledge } from "../../../local/loadBalancer/model";
import type { Verdict } from "../../../local/loadBalancer/verdict";
import { config, knowledge, NODES, RULE, service, serviceObject, UID } from "./fixtures";

const ADDRESS = "203.0.113.10";
const OPENED = { opened: new Map([[UID, ADDRESS]]), held: new Map([[UID, ADDRESS]]) };
const verdicts =
  (known: Partial<Record<string, Verdict>>) =>
  (_: string, node: string): Verdict | undefined =>
    known[node];

describe("a service comes up", () => {
  it.each<[string, Partial<Knowledge>, string]>([
    ["there is no node", { members: [] }, "a Ready node"],
    [
      "one node has not answered",
      { verdict: verdicts({ node1: "up", node3: "up" }) },
      "node2 to answer the health probe on port 30080",
    ],
    [
      "all have answered, none is up",
      { verdict: () => "down" },
      "a node that passes the health probe on port 30080",
    ],
  ])("unpublished and closed while %s", (_, changes, waitsFor) => {
    const plan = decide(config, knowledge({ published: new Map(), ...changes }));
    expect(plan.waiting.get(UID)).toBe(waitsFor);
    expect(plan.publish).toEqual(new Map());
    expect(plan.ask).toEqual([]);
    expect(plan.view.rules).toEqual([]);
    expect(plan.held).toEqual(new Map([[UID, ADDRESS]]));
  });

  it("gets its address published when all have answered, and is not asked through it before it stands", () => {
    const plan = decide(
      config,
      knowledge({ published: new Map(), verdict: verdicts({ node1: "up", node2: "down", node3: "up" }) }),
    );
    expect(plan.publish).toEqual(new Map([[UID, ADDRESS]]));
    expect(plan.ask).toEqual([]);
    expect(plan.waiting.get(UID)).toBe(`${ADDRESS} to stand in the status`);
    expect(plan.view.rules).toEqual([]);
  });

  it("asks every healthy node through the frontend IP, and stays closed until the last answers", () => {
    const verdict = verdicts({ node1: "up", node2: "down", node3: "up" });
    const plan = decide(config, knowledge({ verdict, reached: ({ node }) => node === "node1" }));
    expect(plan.ask).toEqual(
      ["node1", "node3"].map((node) => ({ uid: UID, node, address: ADDRESS, port: 80 })),
    );
    expect(plan.waiting.get(UID)).toBe(`node3 to answer for ${ADDRESS}`);
    expect(plan.view.rules).toEqual([]);
    expect(plan.probes.every(({ settling }) => settling)).toBe(true);
  });

  it("is open then, with the healthy nodes as its targets", () => {
    const verdict = verdicts({ node1: "up", node2: "down", node3: "up" });
    const plan = decide(config, knowledge({ verdict }));
    expect(plan.view.rules.map(({ name, frontendIPAddress }) => [name, frontendIPAddress])).toEqual([
      [RULE, ADDRESS],
    ]);
    expect(plan.view.healthy).toEqual({ [RULE]: ["node1", "node3"] });
    expect(plan.opened).toEqual(new Map([[UID, ADDRESS]]));
    expect([plan.ask, plan.waiting]).toEqual([[], new Map()]);
    expect(plan.probes.map(({ node, settling }) => [node, settling])).toEqual(
      NODES.map((node) => [node, false]),
    );
  });

  it("is not asked through the frontend IP when kube-proxy would not let the question in", () => {
    const closed = balancedService(serviceObject({ loadBalancerSourceRanges: ["198.51.100.0/24"] }));
    expect(decide(config, knowledge({ services: [closed], reached: () => false })).view.rules).toHaveLength(
      1,
    );
    const open = balancedService(
      serviceObject({ loadBalancerSourceRanges: ["198.51.100.0/24", "168.63.129.16/32"] }),
    );
    expect(decide(config, knowledge({ services: [open], reached: () => false })).view.rules).toEqual([]);
  });
});

describe("an open service", () => {
  it("stays open when no node is healthy any more", () => {
    const plan = decide(config, knowledge({ ...OPENED, verdict: () => "down" }));
    expect(plan.view.rules).toHaveLength(1);
    expect(plan.view.healthy).toEqual({ [RULE]: [] });
    expect(plan.publish).toEqual(new Map([[UID, ADDRESS]]));
  });

  it("loses a node that leaves the pool, and its probe", () => {
    const members = config.members.slice(1);
    const plan = decide(config, knowledge({ ...OPENED, members }));
    expect(plan.view.backendPool).toEqual({ name: "kubernetes", members });
    expect(plan.view.healthy).toEqual({ [RULE]: ["node2", "node3"] });
    expect(plan.probes.map(({ node }) => node)).toEqual(["node2", "node3"]);
  });

  it("changes its load distribution without closing", () => {
    const services = [balancedService(serviceObject({ sessionAffinity: "ClientIP" }))];
    const plan = decide(config, knowledge({ ...OPENED, services, reached: () => false }));
    expect(plan.view.rules.map(({ loadDistribution }) => loadDistribution)).toEqual(["SourceIP"]);
  });

  it("comes up anew under another address", () => {
    const services = [balancedService(serviceObject({ loadBalancerIP: "203.0.113.77" }))];
    const plan = decide(config, knowledge({ ...OPENED, services }));
    expect(plan.view.rules).toEqual([]);
    expect(plan.publish).toEqual(new Map([[UID, "203.0.113.77"]]));
  });

  it("leaves nothing behind when it goes", () => {
    const plan = decide(config, knowledge({ ...OPENED, services: [] }));
    expect(plan.view).toEqual({
      rules: [],
      backendPool: { name: "kubernetes", members: config.members },
      healthy: {},
      sources: {},
    });
    for (const rest of [plan.held, plan.opened, plan.publish, plan.waiting]) expect(rest.size).toBe(0);
    expect([plan.probes, plan.ask]).toEqual([[], []]);
  });
});

it("keeps the address of a status after a new start", () => {
  const published = new Map([[UID, "203.0.113.42"]]);
  expect(decide(config, knowledge({ published })).view.rules[0]?.frontendIPAddress).toBe("203.0.113.42");
});

describe("one service among others", () => {
  const OTHER = "00000000-0000-0000-0000-000000000000";

  it("keeps its error to itself", () => {
    const broken = { ...service, uid: OTHER, title: "testapp/broken", rules: undefined as never };
    const { view, problems } = decide(config, knowledge({ services: [broken, service] }));
    expect(view.rules.map(({ name }) => name)).toEqual([RULE]);
    expect([...problems].map(([uid, { key }]) => [uid, key])).toEqual([[OTHER, "Service"]]);
  });

  it("changes nothing for the others, whatever it says", () => {
    const text = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom("::/0", "198.51.100.0/24 ", "010.0.0.0/8"),
    );
    const spec = fc.record(
      {
        loadBalancerSourceRanges: fc.array(text),
        loadBalancerIP: text,
        sessionAffinity: text,
        externalTrafficPolicy: fc.constantFrom("Local", "Cluster"),
        healthCheckNodePort: fc.integer(),
        ports: fc.array(fc.record({ port: fc.integer(), nodePort: fc.integer() })),
      },
      { requiredKeys: [] },
    );
    const alone = decide(config, knowledge());
    const published = new Map([
      [UID, ADDRESS],
      [OTHER, "203.0.113.11"],
    ]);
    fc.assert(
      fc.property(spec, (said) => {
        fc.pre(said.loadBalancerIP !== ADDRESS);
        const other = serviceObject(said, {
          uid: OTHER,
          name: "other",
          creationTimestamp: "2026-01-02T00:00:00Z",
        });
        const { services } = accept([other, serviceObject()], undefined);
        const plan = decide(config, knowledge({ services, published }));
        expect(plan.view.rules.filter(({ name }) => name === RULE)).toEqual(alone.view.rules);
        expect([plan.opened.get(UID), plan.publish.get(UID)]).toEqual([ADDRESS, ADDRESS]);
        expect([plan.waiting.has(UID), plan.problems.has(UID)]).toEqual([false, false]);
      }),
    );
  });
});

it("never lets clients in before every member has answered, whatever happens in which order", () => {
  const verdict = fc.constantFrom<Verdict | undefined>("up", "down", undefined);
  const moment = fc.record({
    verdicts: fc.tuple(verdict, verdict, verdict),
    reached: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    isPublished: fc.boolean(),
    members: fc.subarray([...config.members]),
  });
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 10 }), (moments) => {
      let opened: ReadonlyMap<string, string> = new Map();
      for (const now of moments) {
        const at = (node: string): 0 | 1 | 2 => (Number(node.slice(-1)) - 1) as 0 | 1 | 2;
        const known = knowledge({
          members: now.members,
          verdict: (_, node) => now.verdicts[at(node)],
          reached: ({ node }) => now.reached[at(node)],
          published: new Map(now.isPublished ? [[UID, ADDRESS]] : []),
          opened,
        });
        const plan = decide(config, known);
        const healthy = now.members.filter(({ node }) => now.verdicts[at(node)] === "up");
        const mayOpen =
          healthy.length > 0 &&
          now.isPublished &&
          now.members.every(({ node }) => now.verdicts[at(node)] !== undefined) &&
          healthy.every(({ node }) => now.reached[at(node)]);
        expect(plan.opened.has(UID)).toBe(opened.has(UID) || mayOpen);
        expect(plan.view.rules.length).toBe(plan.opened.size);
        if (plan.opened.has(UID)) expect(plan.view.healthy[RULE]).toEqual(healthy.map(({ node }) => node));
        opened = plan.opened;
      }
    }),
  );
});
