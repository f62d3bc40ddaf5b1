import type { Pod } from "../../../plugins/kubernetes/apiTypes";
import { podTroubles, troublesOf, warnings } from "../../../plugins/kubernetes/troubles";
import { ApiStandIn, failure, json } from "./apiStandIn";

const api = new ApiStandIn();
const { signal } = new AbortController();

beforeAll(() => api.up());
afterAll(() => api.down());

const container = (state: object, lastState?: object) => ({
  containerStatuses: [{ name: "c", state, ...(lastState === undefined ? {} : { lastState }) }],
});

describe("troublesOf", () => {
  it.each<[string, Pod["status"], string[]]>([
    ["no status", undefined, []],
    ["an ordinary start", container({ waiting: { reason: "ContainerCreating" } }), []],
    ["a running container", container({ running: {} }), []],
    ["a container that did its work", container({ terminated: { exitCode: 0 } }), []],
    [
      "no node for it",
      {
        conditions: [
          { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/3 nodes" },
        ],
      },
      ["pod p: Unschedulable: 0/3 nodes"],
    ],
    [
      "no image",
      container({ waiting: { reason: "ImagePullBackOff", message: "Back-off pulling x" } }),
      ["pod p, container c: ImagePullBackOff: Back-off pulling x"],
    ],
    [
      "a crash, again and again",
      container({ waiting: { reason: "CrashLoopBackOff" } }, { terminated: { exitCode: 3 } }),
      ["pod p, container c: CrashLoopBackOff: ended with exit code 3"],
    ],
    ["a crash", container({ terminated: { exitCode: 1 } }), ["pod p, container c: ended with exit code 1"]],
    [
      "a failed init container",
      { initContainerStatuses: [{ name: "i", state: { terminated: { exitCode: 2 } } }] },
      ["pod p, container i: ended with exit code 2"],
    ],
  ])("%s", (_, status, expected) => {
    expect(troublesOf({ metadata: { name: "p" }, status })).toEqual(expected);
  });
});

const metadata = { name: "testapp", namespace: "n" };

describe("podTroubles", () => {
  const pods = { items: [{ metadata: { name: "p" }, status: container({ terminated: { exitCode: 1 } }) }] };
  const found = ["pod p, container c: ended with exit code 1"];

  it.each([
    ["Deployment", { selector: { matchLabels: { run: "testapp", tier: "web" } } }],
    ["Service", { selector: { run: "testapp", tier: "web" } }],
  ])("looks at the pods that a %s selects", async (kind, spec) => {
    api.on("GET /api/v1/namespaces/n/pods?labelSelector=run=testapp,tier=web", json(pods));
    const { cluster } = api.target();
    expect(await podTroubles(cluster, { apiVersion: "v1", kind, metadata, spec }, signal)).toEqual(found);
  });

  it("has nothing to say where nothing is selected, or where the server says no", async () => {
    const { cluster } = api.target();
    const object = (spec: object) => ({ apiVersion: "v1", kind: "Service", metadata, spec: { ...spec } });
    expect(await podTroubles(cluster, object({}), signal)).toEqual([]);
    api.on("GET /api/v1/namespaces/n/pods?labelSelector=a=b", failure(403, "may not list"));
    expect(await podTroubles(cluster, object({ selector: { a: "b" } }), signal)).toEqual([]);
  });
});

describe("warnings", () => {
  it("are the latest on the object and on what bears its name at the front of its own", async () => {
    const event = (name: string, message: string) => ({
      involvedObject: { kind: "ReplicaSet", name },
      reason: "FailedCreate",
      message,
    });
    const items = [event("other", "x"), ...["1", "2", "3", "4", "5", "6"].map((n) => event("testapp-5f", n))];
    api.on("GET /api/v1/namespaces/n/events?fieldSelector=type=Warning", json({ items }));
    const object = { apiVersion: "apps/v1", kind: "Deployment", metadata };
    expect(await warnings(api.target().cluster, object, signal)).toEqual(
      ["2", "3", "4", "5", "6"].map((n) => `ReplicaSet testapp-5f: FailedCreate: ${n}`),
    );
  });
});
