import { renderError, renderProblems } from "../../cli/errors";
import { exitCodeFor } from "../../cli/exitCodes";
import { InterruptedError } from "../../cli/interrupt";
import { ProblemsError } from "../../system/problems";

const podCidr = {
  key: "podCidr",
  value: "10.240.0.0/16",
  rule: "overlaps vnetCidr",
  wayOut: "Set another one",
};
const nodeCount = { key: "nodeCount", value: '"three"', rule: "must be a whole number", wayOut: "Set 3" };

describe("problems", () => {
  test("stand under each other, their parts aligned", () => {
    expect(renderProblems([podCidr, nodeCount]).split("\n")).toEqual([
      "2 things to mend:",
      "  podCidr    10.240.0.0/16",
      "             overlaps vnetCidr",
      "             -> Set another one",
      '  nodeCount  "three"',
      "             must be a whole number",
      "             -> Set 3",
    ]);
  });

  test("one alone is counted as one", () => {
    expect(renderProblems([podCidr])).toMatch(/^One thing to mend:\n {2}podCidr {2}10\.240/);
  });
});

describe("other errors", () => {
  const wrapped = new Error("the cluster did not start", { cause: new Error("nft is missing") });

  test("tell their causes, and no stack", () => {
    const text = renderError(wrapped, false);
    expect(text).toContain("lab: the cluster did not start\nbecause: nft is missing\n");
    expect(text).toContain("LAB_DEBUG=1");
    expect(text).not.toContain("    at ");
  });

  test("tell stacks when asked to, also the cause's", () => {
    expect(renderError(wrapped, true).match(/^Error: /gm)).toHaveLength(2);
  });

  test("do not repeat a cause that the message quotes", () => {
    const quoting = new Error("failed: nft is missing", { cause: new Error("nft is missing") });
    expect(renderError(quoting, false)).not.toContain("because");
  });

  test("say no more of Ctrl-C than that", () => {
    expect(renderError(new InterruptedError("SIGINT"), false)).toBe("lab: interrupted (SIGINT)");
  });

  test("show what was thrown when it is no error", () => {
    expect(renderError("what?", false)).toBe("lab: what?");
  });
});

test.each([
  ["the user's problem", new ProblemsError([podCidr]), 2],
  ["Ctrl-C", new InterruptedError("SIGINT"), 130],
  ["an aborted wait", Object.assign(new Error("aborted"), { name: "AbortError" }), 130],
  ["anything else", new Error("no"), 3],
  ["what is no error", undefined, 3],
])("exit code for %s", (_name, error, code) => {
  expect(exitCodeFor(error)).toBe(code);
});
