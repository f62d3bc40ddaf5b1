import { differenceBetween } from "../../../plugins/kubernetes/comparing";
import { settingsFrom } from "../../../plugins/kubernetes/settings";
import { formatPath } from "../../../plugins/protocol/difference";
import { UNKNOWN, type Properties } from "../../../plugins/protocol/value";

const settings = settingsFrom({});
const mutable = settingsFrom({ enableConfigMapMutable: "true", enableSecretMutable: "true" });

function object(apiVersion: string, kind: string, rest: Properties, metadata: Properties = {}): Properties {
  return { apiVersion, kind, metadata: { name: "x", namespace: "n", ...metadata }, ...rest };
}

/** Each change as its path, with a `!` where it replaces. */
function told(before: Properties, after: Properties, given = settings): string[] {
  return differenceBetween({ oldInputs: before, news: after }, given).changes.map(
    ({ path, replaces }) => formatPath(path) + (replaces ? "!" : ""),
  );
}

const labels = (value: string): Properties => ({ selector: { matchLabels: { run: value } } });

describe("differenceBetween", () => {
  it.each<[string, string, Properties, Properties, string[]]>([
    [
      "v1",
      "Service",
      { spec: { sessionAffinity: "None" } },
      { spec: { sessionAffinity: "ClientIP" } },
      ["spec.sessionAffinity"],
    ],
    [
      "v1",
      "Service",
      { spec: { clusterIP: "None" } },
      { spec: { clusterIP: "10.0.0.9" } },
      ["spec.clusterIP!"],
    ],
    ["v1", "Service", { spec: {} }, { spec: { clusterIPs: ["10.0.0.9"] } }, ["spec.clusterIPs"]],
    [
      "v1",
      "Service",
      { spec: { selector: { run: "a" } } },
      { spec: { selector: { run: "b" } } },
      ["spec.selector.run"],
    ],
    [
      "apps/v1",
      "Deployment",
      { spec: labels("a") },
      { spec: labels("b") },
      ["spec.selector.matchLabels.run!"],
    ],
    ["apps/v1", "Deployment", { spec: { replicas: 1 } }, { spec: { replicas: 2 } }, ["spec.replicas"]],
    [
      "apps/v1",
      "DaemonSet",
      { spec: labels("a") },
      { spec: labels("b") },
      ["spec.selector.matchLabels.run!"],
    ],
    [
      "apps/v1",
      "StatefulSet",
      { spec: { serviceName: "a" } },
      { spec: { serviceName: "b" } },
      ["spec.serviceName!"],
    ],
    ["v1", "ConfigMap", { data: { a: "1" } }, { data: { a: "2" } }, ["data.a!"]],
    ["v1", "Secret", { stringData: { a: "1" } }, { stringData: { a: "2" } }, ["stringData.a!"]],
    ["v1", "Pod", { spec: { nodeName: "a" } }, { spec: { nodeName: "b" } }, ["spec.nodeName!"]],
    [
      "batch/v1",
      "Job",
      { spec: { template: { x: 1 } } },
      { spec: { template: { x: 2 } } },
      ["spec.template.x!"],
    ],
    [
      "rbac.authorization.k8s.io/v1",
      "RoleBinding",
      { roleRef: { name: "a" } },
      { roleRef: { name: "b" } },
      ["roleRef.name!"],
    ],
    [
      "example.org/v1",
      "Deployment",
      { spec: labels("a") },
      { spec: labels("b") },
      ["spec.selector.matchLabels.run"],
    ],
    ["v1", "Service", { spec: { a: "known" } }, { spec: { a: UNKNOWN } }, ["spec.a"]],
  ])("%s %s: from %j to %j", (apiVersion, kind, before, after, expected) => {
    expect(told(object(apiVersion, kind, before), object(apiVersion, kind, after))).toEqual(expected);
  });

  it.each<[string, Properties, Properties, string[]]>([
    ["the same", {}, {}, []],
    ["another name", {}, { name: "y" }, ["metadata.name!"]],
    ["another namespace", {}, { namespace: "m" }, ["metadata.namespace!"]],
    ["a namespace not known yet", {}, { namespace: UNKNOWN }, ["metadata.namespace!"]],
    ["the default namespace by name or by none", { namespace: "default" }, { namespace: undefined }, []],
    ["a label", {}, { labels: { "app.kubernetes.io/name": "x" } }, ["metadata.labels"]],
  ])("metadata: %s", (_, before, after, expected) => {
    expect(told(object("v1", "Service", {}, before), object("v1", "Service", {}, after))).toEqual(expected);
  });

  it("changes ConfigMaps and Secrets in place where the provider's settings say so", () => {
    const [before, after] = [{ data: { a: "1" } }, { data: { a: "2" } }];
    expect(told(object("v1", "ConfigMap", before), object("v1", "ConfigMap", after), mutable)).toEqual([
      "data.a",
    ]);
    expect(told(object("v1", "Secret", before), object("v1", "Secret", after), mutable)).toEqual(["data.a"]);
  });

  it("replaces an immutable ConfigMap whatever the settings say", () => {
    const [before, after] = ["1", "2"].map((a) =>
      object("v1", "ConfigMap", { immutable: true, data: { a } }),
    );
    expect(told(before ?? {}, after ?? {}, mutable)).toEqual(["data.a!"]);
  });

  it.each<[string, Properties, Properties, boolean]>([
    ["keeps its fixed name", {}, {}, true],
    ["gets another name", {}, { name: "y" }, false],
    ["moves to another namespace", {}, { namespace: "m" }, false],
    ["has a made up name", {}, { annotations: { "pulumi.com/autonamed": "true" } }, false],
  ])("deletes first what %s: %j -> %j: %s", (_, before, after, expected) => {
    const [oldInputs, news] = [before, after].map((metadata, index) =>
      object("v1", "ConfigMap", { data: { a: String(index) } }, metadata),
    );
    const difference = differenceBetween({ oldInputs: oldInputs ?? {}, news: news ?? {} }, settings);
    expect(difference.deleteBeforeReplace).toBe(expected);
  });
});
