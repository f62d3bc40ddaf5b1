import { waitFor } from "../../system/deadline";
import { Bench, type Dialogue } from "./loadBalancer/bench";
import { FRONTEND_PORT, HEALTH_PORT, NODE_PORT, type Sighting } from "./loadBalancer/standIn";

const NODES = ["node1", "node2", "node3"];
const FRONTEND = "203.0.113.10";
const PATIENCE_MS = 60_000;

const bench = new Bench();
const node: Record<string, Dialogue> = {};
let clientA: Dialogue;
let clientB: Dialogue;

beforeAll(async () => {
  await bench.up();
  for (const name of NODES) node[name] = await bench.node(name);
  clientA = bench.client("client-a");
  clientB = bench.client("client-b");
}, PATIENCE_MS);

afterAll(() => bench.down(), PATIENCE_MS);

/** A Service as the seed's, with ports the stand-ins know. */
function service(spec: object) {
  const ports = [{ port: FRONTEND_PORT, nodePort: NODE_PORT }];
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "testapp", namespace: "default" },
    spec: { type: "LoadBalancer", ports, ...spec },
  };
}

const apply = (spec: object): Promise<string> =>
  bench.kubectl(["apply", "--server-side", "--field-manager=test", "-f", "-"], service(spec));

const status = (): Promise<string> =>
  bench.kubectl(["get", "service", "testapp", "-o", "jsonpath={.status.loadBalancer}"]);

const newFlows = (client: Dialogue, count: number, port = FRONTEND_PORT): Promise<unknown> =>
  client.ask(`new ${FRONTEND} ${port} ${count}`);

const nodesOf = (sightings: unknown): string[] => (sightings as Sighting[]).map((sighting) => sighting.node);

const tell = async (name: string, command: string): Promise<unknown> => node[name]?.ask(command);

/** Waits until the view fulfils the expectations. */
const seen = (what: string, isSo: (view: ReturnType<Bench["view"]>) => boolean): Promise<true> =>
  waitFor({ what, seconds: 30, every: 20 }, () => (isSo(bench.view()) ? true : undefined));

const healthyNow = (): readonly string[] => Object.values(bench.view().healthy)[0] ?? [];

test("starts with a pool and no rule", () => {
  expect(bench.view()).toEqual({
    rules: [],
    backendPool: {
      name: "kubernetes",
      members: bench.topology.nodes.map(({ name, address }) => ({ node: name, address })),
    },
    healthy: {},
    sources: {},
  });
});

describe("a Service comes up", () => {
  test("its status waits for every node's health probe", async () => {
    await apply({ sessionAffinity: "None" });
    await tell("node1", "tcp on");
    await tell("node2", "tcp on");
    await waitFor({ what: "the load balancer to tell what it waits for", seconds: 10 }, () =>
      bench.log().includes(`default/testapp: waits for node3 to answer the health probe on port ${NODE_PORT}`)
        ? true
        : undefined,
    );
    expect(await status()).toBe("{}");
    expect(await newFlows(clientA, 1)).toEqual(["silence"]);
  });

  test("clients wait until every node answers through the frontend IP", async () => {
    await tell("node3", "tcp on");
    await waitFor({ what: "the status", seconds: 10 }, async () =>
      (await status()).includes(FRONTEND) ? true : undefined,
    );
    expect(JSON.parse(await status())).toEqual({ ingress: [{ ip: FRONTEND, ipMode: "VIP" }] });
    await bench.learn("node1", FRONTEND);
    await bench.learn("node2", FRONTEND);
    expect(await newFlows(clientA, 1)).toEqual(["silence"]);
    expect(bench.view().rules).toEqual([]);
    await bench.learn("node3", FRONTEND);
    await seen("the rule", ({ rules }) => rules.length === 1);
    const uid = await bench.kubectl(["get", "service", "testapp", "-o", "jsonpath={.metadata.uid}"]);
    const name = `${`a${uid.replaceAll("-", "")}`.slice(0, 32)}-TCP-80`;
    expect(bench.view().rules).toEqual([
      {
        name,
        protocol: "Tcp",
        frontendIPAddress: FRONTEND,
        frontendPort: 80,
        backendPort: 80,
        enableFloatingIP: true,
        enableTcpReset: true,
        idleTimeoutInMinutes: 4,
        loadDistribution: "Default",
      },
    ]);
    expect(bench.view().healthy).toEqual({ [name]: NODES });
  });
});

describe("load distribution", () => {
  test("Default spreads one client's flows over all nodes, unchanged on their way", async () => {
    const sightings = (await newFlows(clientA, 90)) as Sighting[];
    expect(new Set(nodesOf(sightings))).toEqual(new Set(NODES));
    expect(new Set(sightings.map(({ localAddress }) => localAddress))).toEqual(new Set([FRONTEND]));
    expect(new Set(sightings.map(({ peerAddress }) => peerAddress))).toEqual(new Set(["198.51.100.10"]));
    expect(new Set(sightings.map(({ peerPort }) => peerPort)).size).toBe(90);
  });

  test("SourceIP is in force as soon as the Service says ClientIP, and keeps each client on one node", async () => {
    await apply({ sessionAffinity: "ClientIP" });
    await seen("SourceIP", ({ rules }) => rules[0]?.loadDistribution === "SourceIP");
    for (const client of [clientA, clientB]) {
      expect(new Set(nodesOf(await newFlows(client, 40))).size).toBe(1);
    }
    await apply({ sessionAffinity: "None" });
    await seen("Default", ({ rules }) => rules[0]?.loadDistribution === "Default");
    expect(new Set(nodesOf(await newFlows(clientA, 40))).size).toBeGreaterThan(1);
  });
});

describe("source ranges", () => {
  const CLIENT_A = "198.51.100.0/24 ";
  const sources = (): unknown => Object.values(bench.view().sources)[0];

  afterAll(async () => {
    await apply({ loadBalancerSourceRanges: [] });
    await seen("no source ranges", () => sources() === undefined);
  });

  test.each([
    ["both families", [CLIENT_A, "2001:db8::/32"], ["198.51.100.0/24"], false],
    ["all of IPv6", ["::/0"], [], true],
  ])("%s: only IPv4 ranges let in by IPv4", async (_, loadBalancerSourceRanges, networks, isClosed) => {
    await apply({ loadBalancerSourceRanges });
    await seen("the source ranges", () => JSON.stringify(sources()) === JSON.stringify(networks));
    expect(await newFlows(clientA, 1)).toEqual([isClosed ? "silence" : expect.anything()]);
    expect(await newFlows(clientB, 1)).toEqual(["silence"]);
  });

  test("of both families do not stop a load balancer that starts anew", async () => {
    await apply({ loadBalancerSourceRanges: [CLIENT_A, "2001:db8::/32"] });
    await bench.endLoadBalancer();
    bench.startLoadBalancer();
    await waitFor({ what: "the Service to be opened again", seconds: 20 }, () =>
      bench.log().includes(`${FRONTEND}:80 is open to 198.51.100.0/24 (Default)`) ? true : undefined,
    );
  });
});

describe("members change", () => {
  test("an established flow stays on its node when that leaves the pool, new flows do not go there", async () => {
    const { node: first } = (await clientB.ask(`hold ${FRONTEND} ${FRONTEND_PORT}`)) as Sighting;
    await bench.setReady(first, "False");
    await seen(`${first} out of the pool`, ({ backendPool }) =>
      backendPool.members.every((member) => member.node !== first),
    );
    expect(await clientB.ask("again")).toMatchObject({ node: first });
    const others = NODES.filter((name) => name !== first);
    expect(new Set(nodesOf(await newFlows(clientA, 60)))).toEqual(new Set(others));
    await bench.setReady(first, "True");
    await seen(`${first} healthy again`, () => healthyNow().length === 3);
    expect(await clientB.ask("again")).toMatchObject({ node: first });
  });

  test("under policy Local a node without a pod is down, and its probe is HTTP", async () => {
    await tell("node3", "health 200");
    await apply({ externalTrafficPolicy: "Local", healthCheckNodePort: HEALTH_PORT });
    await seen("node3 alone", () => healthyNow().join() === "node3");
    expect(new Set(nodesOf(await newFlows(clientA, 20)))).toEqual(new Set(["node3"]));
  });
});

describe("what Azure drops without a word", () => {
  test(
    "new flows when no node is healthy, while an established one goes on",
    async () => {
      expect(await clientB.ask(`hold ${FRONTEND} ${FRONTEND_PORT}`)).toMatchObject({ node: "node3" });
      await tell("node3", "health 503");
      await seen("no healthy node", () => healthyNow().length === 0);
      expect(await newFlows(clientA, 1)).toEqual(["silence"]);
      expect(await clientB.ask("again")).toMatchObject({ node: "node3" });
      await apply({ externalTrafficPolicy: "Cluster" });
      await seen("three healthy nodes", () => healthyNow().length === 3);
    },
    PATIENCE_MS,
  );

  test("a port that has no rule", async () => {
    expect(await newFlows(clientA, 1, NODE_PORT)).toEqual(["silence"]);
  });

  test("what nodes that do not know the address send back: it does not circle", async () => {
    for (const name of NODES) await bench.forget(name, FRONTEND);
    const before = await packetsFromNodes();
    expect(await newFlows(clientA, 1)).toEqual(["silence"]);
    // One SYN comes back once, beside a few packets of health probes; a loop hands it round until its 64 hops are used up.
    expect((await packetsFromNodes()) - before).toBeLessThan(40);
    for (const name of NODES) await bench.learn(name, FRONTEND);
  });
});

test("a load balancer that starts anew finds its addresses and keeps flows where they are", async () => {
  const flow = (await clientB.ask(`hold ${FRONTEND} ${FRONTEND_PORT}`)) as Sighting;
  await bench.endLoadBalancer();
  expect(await clientB.ask("again")).toMatchObject({ node: flow.node });
  const { rules } = bench.view();
  bench.startLoadBalancer();
  const opened = /is open \(Default\)/g;
  await waitFor({ what: "the rule to be opened again", seconds: 20 }, () =>
    (bench.log().match(opened)?.length ?? 0) === 2 ? true : undefined,
  );
  expect(bench.view().rules).toEqual(rules);
  expect(await clientB.ask("again")).toMatchObject({ node: flow.node });
  expect(new Set(nodesOf(await newFlows(clientA, 60)))).toEqual(new Set(NODES));
});

describe("a Service goes", () => {
  test("another type takes the rule and the status away; the address is free again", async () => {
    await apply({ type: "ClusterIP", externalTrafficPolicy: null, ports: [{ port: FRONTEND_PORT }] });
    await seen("no rule", ({ rules }) => rules.length === 0);
    await waitFor({ what: "the status to be empty", seconds: 10 }, async () =>
      (await status()) === "{}" ? true : undefined,
    );
    expect(await newFlows(clientA, 1)).toEqual(["silence"]);
  });

  test("so does deletion", async () => {
    await apply({});
    await seen("the rule", ({ rules }) => rules[0]?.frontendIPAddress === FRONTEND);
    await bench.kubectl(["delete", "service", "testapp"]);
    await seen("no rule", ({ rules }) => rules.length === 0);
    expect(await newFlows(clientA, 1)).toEqual(["silence"]);
  });
});

async function packetsFromNodes(): Promise<number> {
  const [link] = JSON.parse(
    await bench.inRouter(["ip", "-json", "-statistics", "link", "show", "dev", "vnet"]),
  ) as [{ stats64: { rx: { packets: number } } }];
  return link.stats64.rx.packets;
}
