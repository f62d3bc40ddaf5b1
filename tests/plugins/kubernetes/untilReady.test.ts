import { PartialFailure, type ChangeRequest } from "../../../plugins/protocol/provider";
import { secret } from "../../../plugins/protocol/value";
import { type Answer, events, json } from "./apiStandIn";
import { bench } from "./bench";
import { operation } from "../protocol/operation";

const { api, here } = bench();

describe("an object that is not ready", () => {
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "s", namespace: "n", uid: "u", resourceVersion: "1" },
    spec: { type: "LoadBalancer", selector: { run: "s" } },
  };
  const SERVICES = "/api/v1/namespaces/n/services";
  const ingress = { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } };
  const slice = {
    kind: "EndpointSlice",
    metadata: { uid: "e" },
    endpoints: [{ conditions: { ready: true } }],
  };
  const request: ChangeRequest = {
    token: "kubernetes:core/v1:Service",
    id: "n/s",
    oldInputs: service,
    oldOutputs: service,
    news: service,
  };

  function applied(own: Answer, slices: readonly unknown[]): void {
    api.on(
      `PATCH ${SERVICES}/s?fieldManager=pulumi-kubernetes&fieldValidation=Warn&force=false`,
      json(service),
    );
    api.on(`GET ${SERVICES}?fieldSelector=metadata.name=s&resourceVersion=1&watch=true`, own);
    const select = "labelSelector=kubernetes.io/service-name=s";
    api.on(
      `GET /apis/discovery.k8s.io/v1/namespaces/n/endpointslices?${select}&watch=true`,
      events(slices, { open: true }),
    );
  }

  it("is waited for, and what is missing is told once all was looked at", async () => {
    let addressGiven = (): void => undefined;
    applied(
      (response) => {
        response.writeHead(200).flushHeaders();
        const event = { type: "MODIFIED", object: { ...service, status: ingress } };
        addressGiven = () => response.write(`${JSON.stringify(event)}\n`);
      },
      [{ type: "ADDED", object: slice }],
    );
    const told: string[] = [];
    const progress = (message: string): void => {
      told.push(message);
      addressGiven();
    };
    expect(await here().update?.(request, operation({ progress }))).toMatchObject({ status: ingress });
    expect(told).toEqual(["waiting: it has no address from a load balancer"]);
  });

  it("keeps its state and says why when the time is over", async () => {
    applied(events([], { open: true }), [{ type: "ADDED", object: slice }]);
    api.on(
      "GET /api/v1/namespaces/n/pods?labelSelector=run=s",
      json({
        items: [
          {
            metadata: { name: "p" },
            status: { containerStatuses: [{ name: "c", state: { terminated: { exitCode: 1 } } }] },
          },
        ],
      }),
    );
    api.on(
      "GET /api/v1/namespaces/n/events?fieldSelector=type=Warning",
      json({ items: [{ involvedObject: { kind: "Service", name: "s" }, reason: "R", message: "m" }] }),
    );
    const failed = here().update?.(request, operation({ timeoutSeconds: 2 }));
    await expect(failed).rejects.toThrow(PartialFailure);
    await expect(failed).rejects.toMatchObject({
      id: "n/s",
      outputs: { metadata: { uid: "u" }, __inputs: secret(service) },
      reasons: [
        expect.stringMatching(
          /^Service n\/s is there but not ready: it has no address from a load balancer \(waited \d+ s/,
        ),
        "pod p, container c: ended with exit code 1",
        "Service s: R: m",
      ],
    });
  });

  it("keeps its state when the user cancels", async () => {
    const cancel = new AbortController();
    applied(events([], { open: true }), [{ type: "ADDED", object: slice }]);
    const failed = here().update?.(
      request,
      operation({
        signal: cancel.signal,
        progress: () => {
          cancel.abort();
        },
      }),
    );
    await expect(failed).rejects.toThrow(PartialFailure);
  });

  it("is not waited for where its annotation says so", async () => {
    const skipped = {
      ...service,
      metadata: { ...service.metadata, annotations: { "pulumi.com/skipAwait": "true" } },
    };
    api.on(
      `PATCH ${SERVICES}/s?fieldManager=pulumi-kubernetes&fieldValidation=Warn&force=false`,
      json(skipped),
    );
    await here().update?.({ ...request, news: skipped }, operation());
    expect(api.asked()).toHaveLength(1);
  });

  it("fails when it is deleted meanwhile", async () => {
    applied(events([{ type: "DELETED", object: service }]), []);
    const failed = here().update?.(request, operation());
    await expect(failed).rejects.toThrow("it was deleted meanwhile");
  });
});
