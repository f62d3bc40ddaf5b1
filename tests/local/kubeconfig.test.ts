import { parse } from "yaml";
import { kubeconfig } from "../../local/kubeconfig";
import { RISKY_NAMES } from "../system/riskyNames";

describe.each(["1.1", "1.2"] as const)("to a reader of YAML %s", (version) => {
  it.each(RISKY_NAMES)("a lab called %j has that name", (name) => {
    const text = kubeconfig({
      ...{ name, server: "https://127.0.0.1:6443", authority: "CA" },
      identity: { certificate: "certificate", key: "key" },
    });
    expect(parse(text, { version })).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        { name, cluster: { server: "https://127.0.0.1:6443", "certificate-authority-data": "Q0E=" } },
      ],
      users: [{ name, user: { "client-certificate-data": "Y2VydGlmaWNhdGU=", "client-key-data": "a2V5" } }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      "current-context": name,
    });
  });
});
