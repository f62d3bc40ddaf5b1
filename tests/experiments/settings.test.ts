import { unmet } from "../../experiments/settings";
import type { Settings } from "../../experiments/stack";
import { cluster } from "./fixtures";

describe("settings", () => {
  test.each<[Settings, Record<string, string>]>([
    [{}, {}],
    [{ sessionAffinity: "None", externalTrafficPolicy: "Cluster", replicas: "1" }, {}],
    [{ sessionAffinity: "ClientIP", replicas: "1" }, { sessionAffinity: "ClientIP" }],
    [{ externalTrafficPolicy: "Local" }, { externalTrafficPolicy: "Local" }],
    [{ replicas: "3" }, { replicas: "3" }],
  ])("%j: what the cluster does not say yet is %j", (settings, expected) => {
    expect(unmet(settings, cluster)).toEqual(expected);
  });
});
