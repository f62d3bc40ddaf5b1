import { didYouMean } from "../../config/didYouMean";

describe("didYouMean", () => {
  it.each([
    ["clientip", ["None", "ClientIP"], "ClientIP"],
    ["NONE", ["None", "ClientIP"], "None"],
    ["CleintIP", ["None", "ClientIP"], "ClientIP"],
    ["noone", ["None", "ClientIP"], "None"],
    ["replica", ["replicas", "clients"], "replicas"],
    ["node", ["None", "ClientIP"], "None"],
    ["Local", ["Cluster", "Local"], "Local"],
    ["", ["None", "ClientIP"], undefined],
    ["SourceIP", ["None", "ClientIP"], undefined],
    ["x", [], undefined],
  ])("takes %j for one of %j: %j", (word, candidates, meant) => {
    expect(didYouMean(word, candidates)).toBe(meant);
  });
});
