import { follow, followRelated } from "../../../plugins/kubernetes/follow";
import type { KubernetesObject } from "../../../plugins/kubernetes/objects";
import { ApiStandIn, events, failure, json } from "./apiStandIn";

const api = new ApiStandIn();
const { signal } = new AbortController();
const SERVICES = "/api/v1/namespaces/n/services";

beforeEach(() => api.up());
afterEach(() => api.down());

function service(resourceVersion: string, uid = "u"): KubernetesObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "x", namespace: "n", uid, resourceVersion } };
}

const watch = (version: string): string =>
  `GET ${SERVICES}?fieldSelector=metadata.name=x&resourceVersion=${version}&watch=true`;

/** The versions seen, up to as many. */
async function versions(count: number): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = [];
  for await (const object of follow(api.target().cluster, service("1"), signal)) {
    seen.push(object?.metadata.resourceVersion);
    if (seen.length === count) break;
  }
  return seen;
}

describe("follow", () => {
  it("begins with the object, tells each change, and ends when it is gone", async () => {
    api.on(
      watch("1"),
      events([
        { type: "MODIFIED", object: service("2") },
        { type: "MODIFIED", object: service("3") },
        { type: "DELETED", object: service("4") },
      ]),
    );
    expect(await versions(10)).toEqual(["1", "2", "3", undefined]);
  });

  it("goes on from the present when a watch ends or its version is forgotten", async () => {
    api.on(watch("1"), failure(410, "too old"));
    api.on(watch("5"), events([{ type: "ERROR", object: { code: 410 } }]));
    api.on(watch("6"), events([{ type: "MODIFIED", object: service("7") }], { open: true }));
    api.on(`GET ${SERVICES}/x`, json(service("5")), json(service("6")));
    expect(await versions(4)).toEqual(["1", "5", "6", "7"]);
  });

  it.each([
    ["is gone", failure(404, "not found")],
    ["was made anew under its name", json(service("9", "another"))],
  ])("ends when after a gap the object %s", async (_, answer) => {
    api.on(watch("1"), events([]));
    api.on(`GET ${SERVICES}/x`, answer);
    expect(await versions(10)).toEqual(["1", undefined]);
  });

  it("throws what is no end of a watch", async () => {
    api.on(watch("1"), failure(403, "may not watch"));
    await expect(versions(10)).rejects.toThrow("may not watch");
  });
});

describe("followRelated", () => {
  it("tells all objects at each change of one", async () => {
    const slice = (uid: string, n: number) => ({ kind: "EndpointSlice", metadata: { uid }, n });
    api.on(
      "GET /apis/discovery.k8s.io/v1/namespaces/n/endpointslices?labelSelector=a=b&watch=true",
      events(
        [
          { type: "ADDED", object: slice("one", 1) },
          { type: "ADDED", object: slice("two", 1) },
          { type: "MODIFIED", object: slice("one", 2) },
          { type: "DELETED", object: slice("two", 1) },
        ],
        { open: true },
      ),
    );
    const related = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", labelSelector: "a=b" };
    const seen: unknown[] = [];
    for await (const objects of followRelated(api.target().cluster, related, "n", signal)) {
      seen.push(objects.map(({ metadata: { uid }, n }) => [uid, n]));
      if (seen.length === 4) break;
    }
    expect(seen).toEqual([
      [["one", 1]],
      [
        ["one", 1],
        ["two", 1],
      ],
      [
        ["one", 2],
        ["two", 1],
      ],
      [["one", 2]],
    ]);
  });
});
