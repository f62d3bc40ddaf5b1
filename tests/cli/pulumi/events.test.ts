import { readEvents } from "../../../cli/pulumi/events";

const STACK = "urn:pulumi:local::aks-lb-lab::";
const SERVICE = `${STACK}akslab:index:TestApp$kubernetes:core/v1:Service::testapp`;

function line(event: object): string {
  return JSON.stringify({ sequence: 1, timestamp: 1, ...event });
}

function outputs(op: string, urn: string, type: string): string {
  return line({ resOutputsEvent: { metadata: { op, urn, type, new: { inputs: {} } } } });
}

function diagnostic(severity: string, message: string, urn?: string): string {
  return line({
    diagnosticEvent: { severity, message, color: "never", ...(urn === undefined ? {} : { urn }) },
  });
}

test("changes are those that were done, without what stayed the same", () => {
  const { changes } = readEvents(
    [
      line({ preludeEvent: { config: {} } }),
      outputs("same", `${STACK}lab:index:LocalCluster::cluster`, "lab:index:LocalCluster"),
      line({ resourcePreEvent: { metadata: { op: "delete", urn: SERVICE, type: "x" } } }),
      outputs("update", SERVICE, "kubernetes:core/v1:Service"),
      line({ summaryEvent: { resourceChanges: { update: 1, same: 1 } } }),
    ].join("\n"),
  );
  expect(changes).toEqual([{ operation: "update", type: "kubernetes:core/v1:Service", name: "testapp" }]);
});

test("messages name their resource, and only warnings and errors are told", () => {
  const { messages } = readEvents(
    [
      diagnostic("debug", "RegisterResource RPC finished: kubeconfig,value,secret\n"),
      diagnostic("info", "waiting for pods"),
      diagnostic("warning", "kubenet retires\n"),
      diagnostic("error", "  no such port\n", SERVICE),
    ].join("\n"),
  );
  expect(messages).toEqual(["kubenet retires", "testapp: no such port"]);
});

test.each([
  ["nothing", ""],
  ["a program's own words", "hello\n{not json\n"],
  ["events of other kinds", line({ cancelEvent: {} })],
])("%s is neither change nor message", (_name, text) => {
  expect(readEvents(text)).toEqual({ changes: [], messages: [] });
});
