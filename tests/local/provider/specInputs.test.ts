import { kindProblems } from "../../../local/provider/specInputs";
import { UNKNOWN, type Properties } from "../../../local/provider/protocol/value";
import { spec } from "../spec.fixture";

const inputs: Properties = { ...spec };
const told = (change: Properties): string[] =>
  kindProblems({ ...inputs, ...change }).map(({ key, value, rule }) => `${key}: ${value}: ${rule}`);

describe("kindProblems", () => {
  it("finds none in a spec", () => {
    expect(told({})).toEqual([]);
  });

  it.each<[Properties, string[]]>([
    [{ nodeCount: "three" }, ['nodeCount: "three": it must be a whole number']],
    [{ nodeCount: 2.5 }, ["nodeCount: 2.5: it must be a whole number"]],
    [{ podCidr: 10 }, ["podCidr: 10: it must be text"]],
    [{ zones: "1" }, ['zones: "1": it must be a list of texts']],
    [{ zones: ["1", 2] }, ['zones: ["1",2]: it must be a list of texts']],
    [{ name: undefined }, ["name: missing: it must be text"]],
    [{ nodecount: 3 }, ["nodecount: 3: a LocalCluster has no such input"]],
    [
      { apiServerPort: null, clients: true },
      ["clients: true: it must be a whole number", "apiServerPort: null: it must be a whole number"],
    ],
    [{ nodeCount: UNKNOWN, zones: UNKNOWN, podCidr: UNKNOWN }, []],
  ])("finds what is wrong with %j", (change, expected) => {
    expect(told(change)).toEqual(expected);
  });
});
