import { settingsDifference, settingsFailures, settingsFrom } from "../../../plugins/kubernetes/settings";
import { formatPath } from "../../../plugins/protocol/difference";
import { UNKNOWN, type Properties } from "../../../plugins/protocol/value";

const OFF = {
  kubeconfig: undefined,
  context: undefined,
  deleteUnreachable: false,
  skipUpdateUnreachable: false,
  enablePatchForce: false,
  enableConfigMapMutable: false,
  enableSecretMutable: false,
};

describe("settingsFrom", () => {
  it.each<[Properties, object]>([
    [{}, {}],
    [
      { kubeconfig: "text", context: "c" },
      { kubeconfig: "text", context: "c" },
    ],
    [{ kubeconfig: "" }, {}],
    [
      { deleteUnreachable: "true", enablePatchForce: true },
      { deleteUnreachable: true, enablePatchForce: true },
    ],
    [{ deleteUnreachable: "false", skipUpdateUnreachable: false }, {}],
  ])("reads %j", (inputs, expected) => {
    expect(settingsFrom(inputs)).toEqual({ ...OFF, ...expected });
  });
});

describe("a setting that is not among the inputs", () => {
  const VARIABLE = "PULUMI_K8S_DELETE_UNREACHABLE";

  afterEach(() => Reflect.deleteProperty(process.env, VARIABLE));

  it("is taken from its variable", () => {
    process.env[VARIABLE] = "true";
    expect(settingsFrom({})).toEqual({ ...OFF, deleteUnreachable: true });
    expect(settingsFrom({ deleteUnreachable: "false" })).toEqual(OFF);
  });
});

describe("settingsFailures", () => {
  it.each<[Properties, string[]]>([
    [{ kubeconfig: UNKNOWN, clusterIdentifier: "i", deleteUnreachable: "true", version: "4.34.2" }, []],
    [{ enableServerSideApply: "true" }, []],
    [{ enableServerSideApply: "false" }, ["enableServerSideApply"]],
    [{ namespace: "n", renderYamlToDirectory: "d" }, ["namespace", "renderYamlToDirectory"]],
  ])("refuses of %j what only the official provider can do: %j", (inputs, expected) => {
    expect(settingsFailures(inputs).map(({ property }) => property)).toEqual(expected);
  });
});

describe("settingsDifference", () => {
  const kubeconfig = (server: string, token = "t"): string =>
    JSON.stringify({
      "current-context": "c",
      clusters: [{ name: "c", cluster: { server } }],
      users: [{ name: "u", user: { token } }],
      contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
    });
  const id = (clusterIdentifier: string, server = "https://a", token = "t") => ({
    clusterIdentifier,
    kubeconfig: kubeconfig(server, token),
  });
  const anonymous = (server: string, token = "t") => ({ kubeconfig: kubeconfig(server, token) });

  it.each<[string, Properties, Properties, string[]]>([
    ["nothing", id("1"), id("1"), []],
    ["another identifier", id("1"), id("2"), ["clusterIdentifier!"]],
    [
      "another identifier and kubeconfig",
      id("1"),
      id("2", "https://b"),
      ["clusterIdentifier!", "kubeconfig"],
    ],
    [
      "an identifier not known yet",
      id("1"),
      { ...id("1"), clusterIdentifier: UNKNOWN },
      ["clusterIdentifier!"],
    ],
    ["the same cluster at another address", id("1"), id("1", "https://b"), ["kubeconfig"]],
    [
      "a kubeconfig not known yet, of the same cluster",
      id("1"),
      { ...id("1"), kubeconfig: UNKNOWN },
      ["kubeconfig"],
    ],
    ["an identifier where there was none", anonymous("https://a"), id("1"), ["clusterIdentifier"]],
    ["no identifier: another cluster", anonymous("https://a"), anonymous("https://b"), ["kubeconfig!"]],
    ["no identifier: other credentials", anonymous("https://a"), anonymous("https://a", "s"), ["kubeconfig"]],
    ["no identifier: not known yet", anonymous("https://a"), { kubeconfig: UNKNOWN }, ["kubeconfig!"]],
    ["another option", id("1"), { ...id("1"), deleteUnreachable: "true" }, ["deleteUnreachable"]],
  ])("%s", (_, olds, news, expected) => {
    const { changes } = settingsDifference(olds, news);
    expect(changes.map(({ path, replaces }) => formatPath(path) + (replaces ? "!" : ""))).toEqual(expected);
  });
});
