import { azureOutputs } from "../../../cli/azure/outputs";
import { lab, outputs } from "./fixtures";

test("the outputs of a lab on Azure, its secret apart", () => {
  expect(azureOutputs(outputs)).toEqual({ kubeconfig: outputs.kubeconfig, lab });
});

test.each([
  { change: { debuggerNamespace: null }, expected: { debuggerNamespace: null } },
  { change: { clients: [] }, expected: { clients: [] } },
  {
    change: { azure: { ...outputs.azure, networkModel: "overlay" } },
    expected: { networkModel: "overlay" },
  },
])("$change gives $expected", ({ change, expected }) => {
  expect(azureOutputs({ ...outputs, ...change })?.lab).toEqual({ ...lab, ...expected });
});

test.each([
  { what: "a stack that has none", given: {} },
  { what: "a lab on this machine", given: { ...outputs, target: "local", azure: null } },
  { what: "a stack that was not made to its end", given: { target: "azure", labName: "dev" } },
])("$what is no lab on Azure", ({ given }) => {
  expect(azureOutputs(given)).toBeUndefined();
});

test.each([
  { change: { clients: "none" }, key: "clients" },
  { change: { clients: ["b"] }, key: "clients" },
  { change: { kubeconfig: {} }, key: "kubeconfig" },
  { change: { azure: { ...outputs.azure, nodeCount: "3" } }, key: "nodeCount" },
  { change: { azure: { ...outputs.azure, nodeResourceGroup: undefined } }, key: "nodeResourceGroup" },
  { change: { azure: [] }, key: "azure" },
])("$key that is another thing is told", ({ change, key }) => {
  expect(() => azureOutputs({ ...outputs, ...change })).toThrow(`output ${key} is not`);
});
