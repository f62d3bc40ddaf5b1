import { statusPatch, StatusWriter } from "../../../local/loadBalancer/statusWriter";
import { waitFor } from "../../../system/deadline";
import { serviceObject } from "./fixtures";

const change = { service: serviceObject(), address: "203.0.113.10" };
const PATH = "/api/v1/namespaces/testapp/services/testapp/status";

it.each([
  ["203.0.113.10", [{ ip: "203.0.113.10", ipMode: "VIP" }]],
  [undefined, null],
])("patches the status to say %s", (address, ingress) => {
  expect(statusPatch({ ...change, address })).toEqual({
    path: PATH,
    body: { status: { loadBalancer: { ingress } } },
  });
});

function writerThat(write: () => Promise<void>) {
  const written: string[] = [];
  const log: string[] = [];
  let failures = 0;
  const writer = new StatusWriter(
    (path) => {
      written.push(path);
      return write();
    },
    () => {
      failures += 1;
    },
    (line) => log.push(line),
  );
  return { writer, written, log, failures: () => failures };
}

it("writes once for one version of the Service", () => {
  const { writer, written } = writerThat(() => Promise.resolve());
  writer.set([change]);
  writer.set([change]);
  expect(written).toEqual([PATH]);
  writer.set([{ ...change, service: serviceObject({}, { resourceVersion: "2" }) }]);
  expect(written).toEqual([PATH, PATH]);
});

it("tells of a write that failed, and lets it be tried again", async () => {
  const { writer, written, log, failures } = writerThat(() => Promise.reject(new Error("no server")));
  writer.set([change]);
  await waitFor({ what: "the time to try again", seconds: 5, every: 5 }, () =>
    failures() > 0 ? true : undefined,
  );
  expect(log).toEqual(["testapp/testapp: status not written, will try again: Error: no server"]);
  writer.set([change]);
  expect(written).toEqual([PATH, PATH]);
});
