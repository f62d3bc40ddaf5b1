import { FrontendAsks } from "../../../local/loadBalancer/frontendAsks";
import type { FrontendPath } from "../../../local/loadBalancer/model";
import { memberRoutes } from "../../../local/loadBalancer/routing";
import { waitFor } from "../../../system/deadline";
import { config } from "./fixtures";

const path = (node: string): FrontendPath => ({ uid: "a", node, address: "203.0.113.10", port: 80 });

function byHand() {
  const ports = new Map<string, number[]>();
  const answering = new Set<string>();
  let told = 0;
  const asks = new FrontendAsks(
    memberRoutes(config.members),
    ({ node }, port) => {
      ports.set(node, [...(ports.get(node) ?? []), port]);
      return Promise.resolve(answering.has(node));
    },
    () => {
      told += 1;
    },
  );
  const count = (node: string): number => ports.get(node)?.length ?? 0;
  const askedTimes = (node: string, times: number): Promise<true> =>
    waitFor({ what: `${times} attempts`, seconds: 5, every: 5 }, () =>
      count(node) >= times ? true : undefined,
    );
  return { asks, ports, count, answering, askedTimes, told: () => told };
}

it("asks each node from another port of its own range each time, until it answers", async () => {
  const { asks, ports, count, answering, askedTimes, told } = byHand();
  answering.add("node1");
  asks.set([path("node1"), path("node2")]);
  await askedTimes("node2", 4);
  expect(asks.reached(path("node1"))).toBe(true);
  expect(asks.reached(path("node2"))).toBe(false);
  expect(count("node1")).toBe(1);
  const used = ports.get("node2") ?? [];
  expect(new Set(used).size).toBe(used.length);
  expect(used.filter((port) => port < 16_256 || port > 16_511)).toEqual([]);
  expect(told()).toBe(1);
  asks.set([]);
});

it("forgets what it is not to ask any longer", async () => {
  const { asks, count, answering, askedTimes } = byHand();
  answering.add("node1");
  asks.set([path("node1"), path("node2")]);
  await askedTimes("node2", 1);
  asks.set([]);
  expect(asks.reached(path("node1"))).toBe(false);
  answering.delete("node1");
  asks.set([path("node1")]);
  await askedTimes("node1", 3);
  expect(asks.reached(path("node1"))).toBe(false);
  expect(count("node2")).toBeLessThan(3);
  asks.set([]);
});
