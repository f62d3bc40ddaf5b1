import { named } from "../../../plugins/kubernetes/naming";
import type { CheckRequest } from "../../../plugins/protocol/provider";
import { UNKNOWN } from "../../../plugins/protocol/value";
import { ProblemsError } from "../../../system/problems";

const request: CheckRequest = {
  token: "kubernetes:core/v1:ConfigMap",
  name: "conf",
  olds: {},
  news: {},
  randomSeed: new Uint8Array([1, 2, 3]),
  autonaming: undefined,
};
const AUTONAMED = { "pulumi.com/autonamed": "true" };
const MADE_UP = "conf-039058c6";

describe("named", () => {
  it.each<[string, Partial<CheckRequest>, unknown]>([
    ["keeps a given name", { news: { metadata: { name: "mine" } } }, { name: "mine" }],
    ["keeps a name that is not known yet", { news: { metadata: { name: UNKNOWN } } }, { name: UNKNOWN }],
    ["makes one up from the seed", {}, { name: MADE_UP, annotations: AUTONAMED }],
    [
      "keeps what else there is",
      { news: { metadata: { namespace: "n", annotations: { a: "b" } } } },
      { namespace: "n", name: MADE_UP, annotations: { a: "b", ...AUTONAMED } },
    ],
    [
      "keeps the name made up before",
      { olds: { metadata: { name: "conf-old", annotations: AUTONAMED } } },
      { name: "conf-old", annotations: AUTONAMED },
    ],
    [
      "forgets the name given before",
      { olds: { metadata: { name: "mine" } } },
      { name: MADE_UP, annotations: AUTONAMED },
    ],
    [
      "takes the engine's proposal",
      { autonaming: { mode: "propose", name: "proposed" } },
      { name: "proposed", annotations: AUTONAMED },
    ],
    [
      "prefers the name before to a proposal",
      {
        olds: { metadata: { name: "conf-old", annotations: AUTONAMED } },
        autonaming: { mode: "enforce", name: "proposed" },
      },
      { name: "conf-old", annotations: AUTONAMED },
    ],
  ])("%s", (_, change, metadata) => {
    expect(named({ ...request, ...change }).metadata).toEqual(metadata);
  });

  it("knows the kind from the token, and lets the inputs' own win", () => {
    expect(named(request)).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
    const news = { apiVersion: "v2", kind: "ConfigMap", metadata: { name: "x" } };
    expect(named({ ...request, news })).toEqual(news);
  });

  it("makes up another name from another seed", () => {
    const other = named({ ...request, randomSeed: new Uint8Array([4]) });
    expect(other.metadata).not.toEqual(named(request).metadata);
  });

  it.each<[string, Partial<CheckRequest>]>([
    ["metadata.name", { autonaming: { mode: "disable" } }],
    ["metadata.generateName", { news: { metadata: { generateName: "conf-" } } }],
  ])("refuses when %s leaves no name", (key, change) => {
    expect(() => named({ ...request, ...change })).toThrow(ProblemsError);
    expect(() => named({ ...request, ...change })).toThrow(key);
  });
});
