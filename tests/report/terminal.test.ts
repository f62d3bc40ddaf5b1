import { stripVTControlCharacters } from "node:util";
import { experiment as newConnections } from "../../experiments/catalogue/new-connections";
import { terminalReport } from "../../report/terminal";
import { cluster, completePath } from "../experiments/fixtures";
import { affinityResult, keepAliveResult, newConnectionsResult, resultOfScene, runOf } from "./fixtures";

const run = runOf(keepAliveResult, newConnectionsResult, affinityResult);
const plain = { colour: false, columns: 80 };

const podOfNode1 = { name: "testapp-a1", address: "10.244.0.2", port: 80, node: "node1" };

describe("the terminal report", () => {
  test("is as it was looked at", () => {
    expect(terminalReport(run, plain)).toMatchSnapshot();
  });

  test("keeps to 80 columns, addresses of pages aside", () => {
    const lines = terminalReport(run, plain).split("\n");
    expect(lines.filter((line) => line.length > 80 && !line.includes("https://"))).toEqual([]);
  });

  test("says the same with colours", () => {
    const coloured = terminalReport(run, { colour: true, columns: 80 });
    expect(coloured).not.toBe(stripVTControlCharacters(coloured));
    expect(stripVTControlCharacters(coloured)).toBe(terminalReport(run, plain));
  });

  test("passes no order to the terminal on, whoever wrote it", () => {
    const evil = "\u001b]0;owned\u0007\u009b2J";
    const request = { ...completePath({ id: `k3f9-x-${evil}`, pod: evil, client: evil }), step: 0 };
    const text = terminalReport(
      runOf({
        ...keepAliveResult,
        requests: [request],
        changes: [{ operation: "update", type: "x", name: evil }],
        findings: [
          {
            name: "one",
            expected: evil,
            seen: evil,
            verdict: "contradicted",
            contradictedBy: evil,
            falseAlarm: null,
          },
        ],
        holds: false,
      }),
      plain,
    );
    expect(text).toContain("\ufffd");
    expect(text.replaceAll("\n", "")).toBe(stripControls(text));
  });

  test("shortens AKS's names to what tells them apart", () => {
    const long = (name: string) => name.replace("node", "aks-nodepool1-23454376-vmss00000");
    const facts = {
      ...cluster,
      nodes: cluster.nodes.map((node) => ({ ...node, name: long(node.name) })),
      pods: cluster.pods.map((pod) => ({ ...pod, name: "testapp-b97b67578-c2s2l", node: long(pod.node) })),
    };
    const requests = newConnectionsResult.requests.map((path) =>
      completePath({
        ...completePath({ id: path.id, entryNode: path.entryNode ?? "node1" }),
        entryNode: path.entryNode ?? "node1",
      }),
    );
    const named = requests.map((path) => ({
      ...path,
      step: 0,
      entryNode: long(path.entryNode),
      podNode: long(path.podNode),
      pod: "testapp-b97b67578-c2s2l",
    }));
    const steps = newConnectionsResult.steps.map((step) => ({ ...step, cluster: facts }));
    const text = terminalReport(runOf({ ...newConnectionsResult, steps, requests: named }), plain);
    expect(text).toContain("…vmss000001");
    expect(text).toContain("…vmss000003");
    expect(text).toContain("…c2s2l");
    expect(text).toContain("behind it testapp-b97b67578-c2s2l on …vmss000002");
  });

  test("shows each incomplete request, and counts those beyond ten", () => {
    const all = resultOfScene({
      experiment: newConnections,
      count: 12,
      entryNode: () => "node2",
      port: (i) => 40000 + i,
      loadDistribution: ["Default", "Default"],
      changes: null,
      lost: Array.from({ length: 12 }, (_, i) => i),
    });
    const text = terminalReport(runOf(all), plain);
    expect(text).toContain("Not told in full: 12 requests");
    expect(text.match(/no entry: no node saw it arrive/g)).toHaveLength(10);
    expect(text).toContain("… and 2 more requests");
    expect(text).toContain("0 of 1 finding holds,");
  });

  test("tells each step of several by itself, with the pods and the rule of that time", () => {
    const [before] = keepAliveResult.steps;
    const [after] = affinityResult.steps;
    if (before === undefined || after === undefined) throw new Error("each scene has a step");
    const scaled = { ...cluster, pods: [...cluster.pods, { ...podOfNode1 }] };
    const text = terminalReport(
      runOf({
        ...affinityResult,
        steps: [before, { ...after, cluster: scaled }],
        requests: [
          ...keepAliveResult.requests,
          ...affinityResult.requests.map((request) => ({ ...request, step: 1 })),
        ],
        statistics: [...keepAliveResult.statistics, ...affinityResult.statistics],
        sightings: { node1: [...(keepAliveResult.sightings.node1 ?? [])], node3: [] },
      }),
      plain,
    );
    const [, first = "", second = ""] = text.split(/^Step \d of 2: /m);
    expect(first).toMatch(/^ten requests on one connection$/m);
    expect(first).toContain("sent               10 requests from client-a, 1 connection");
    expect(first).toContain("behind it testapp-b2 on node2\n");
    expect(first).toContain("load distribution  Default\n");
    expect(first).toContain("entry node  node1 10 (3.3)");
    expect(first).toMatch(/^ {2}node1 +198\.51\.100\.10 +40000 /m);
    expect(second).toMatch(/^a hundred connections of one client$/m);
    expect(second).toContain("behind it …b2 on node2, …a1 on node1\n");
    expect(second).toContain("load distribution  Default before, SourceIP now");
    expect(second).toContain("All 100, with those alike in one row:");
    expect(second).toMatch(/^ {2}node1 +saw none$/m);
    expect(text.match(/^ {2}captured /gm)).toHaveLength(1);
  });

  test("counts the connections of a client's parts together", () => {
    const [only] = keepAliveResult.steps;
    const [part] = only?.traffic ?? [];
    if (only === undefined || part === undefined) throw new Error("the scene sent something");
    const text = terminalReport(
      runOf({ ...keepAliveResult, steps: [{ ...only, traffic: [part, part, part, part] }] }),
      plain,
    );
    expect(text).toContain("sent               40 requests from client-a, 4 at a time, 4 connections");
  });

  test("says where chance could as well have decided", () => {
    const alone = { ...cluster, nodes: cluster.nodes.slice(1, 2) };
    const result = resultOfScene({
      experiment: newConnections,
      count: 10,
      entryNode: () => "node2",
      port: (i) => 40000 + i,
      loadDistribution: ["Default", "Default"],
      changes: null,
      facts: alone,
    });
    const text = terminalReport(runOf(result), plain);
    expect(text).toMatch(/\? open +more than 1 entry node +1 entry node: node2 10/);
    expect(text).toContain("all 10 on one of 1 node by chance: 1 in 1, too often to decide anything");
    expect(result.holds).toBe(true);
  });
});

function stripControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
}
