import type { Experiment } from "../../experiments/experiment";
import { ownSettings, unmet } from "../../experiments/settings";
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

  test.each<{ set: readonly Settings[]; before?: Settings; own: Settings }>([
    { set: [{}], own: {} },
    { set: [{ replicas: "3" }, { replicas: "2" }], own: { replicas: "1" } },
    { set: [{}], before: { sessionAffinity: "ClientIP" }, own: { sessionAffinity: "None" } },
    {
      set: [{ externalTrafficPolicy: "Local" }],
      before: { replicas: "2" },
      own: { replicas: "1", externalTrafficPolicy: "Cluster" },
    },
  ])("of steps that set $set after $before, the user's own are $own", ({ set, before, own }) => {
    const steps = set.map((settings) => ({ label: "", settings, traffic: () => [] }));
    const [first, ...others] = steps;
    if (first === undefined) throw new Error("each case has a step");
    const experiment: Experiment = {
      ...{ name: "x", title: "", question: "", explanation: "", source: { title: "", url: "" } },
      ...(before === undefined ? {} : { settingsBefore: before }),
      steps: [first, ...others],
      expectations: [],
    };
    expect(ownSettings([experiment], cluster)).toEqual(own);
  });
});
