import fc from "fast-check";
import {
  afterProbe,
  freshProbe,
  untilNextProbe,
  type ProbeResult,
  type ProbeState,
  type Verdict,
} from "../../../local/loadBalancer/verdict";

const SETTLING = { settling: true, age: 0 };
const OPEN = { settling: false, age: 0 };

function after(
  state: ProbeState,
  results: readonly ProbeResult[],
  circumstances = OPEN,
): Verdict | undefined {
  return results.reduce((now, result) => afterProbe(now, result, circumstances), state).verdict;
}

const UP: ProbeState = { verdict: "up", fresh: false, against: 0 };
const DOWN: ProbeState = { verdict: "down", fresh: false, against: 0 };

describe("the first answer", () => {
  it.each<[ProbeResult, Verdict | undefined]>([
    ["up", "up"],
    ["down", "down"],
    ["silent", undefined],
  ])("%s makes the verdict %s at once", (result, expected) => {
    expect(after(freshProbe(), [result], OPEN)).toBe(expected);
    expect(after(freshProbe(), [result], SETTLING)).toBe(expected);
  });

  it("is awaited while a service settles, however long that takes", () => {
    expect(after(freshProbe(), ["silent", "silent", "silent"], { settling: true, age: 1e6 })).toBeUndefined();
  });

  it("is not awaited longer than two intervals behind an open rule", () => {
    expect(after(freshProbe(), ["silent"], { settling: false, age: 9_999 })).toBeUndefined();
    expect(after(freshProbe(), ["silent"], { settling: false, age: 10_000 })).toBe("down");
  });

  it("of a changed probe replaces the verdict of the one before, which stands until then", () => {
    expect(after(freshProbe("up"), ["silent", "silent", "silent"])).toBe("up");
    expect(after(freshProbe("up"), ["silent", "down"])).toBe("down");
  });
});

describe("behind an open rule", () => {
  it.each<[string, ProbeState, ProbeResult[], Verdict]>([
    ["one failure is forgiven", UP, ["silent"], "up"],
    ["two failures in a row count", UP, ["silent", "down"], "down"],
    ["a success between starts the count anew", UP, ["down", "up", "down"], "up"],
    ["one success is not enough", DOWN, ["up"], "down"],
    ["two successes in a row count", DOWN, ["up", "up"], "up"],
    ["silence is one failure more", DOWN, ["up", "silent", "up"], "down"],
  ])("%s", (_, state, results, expected) => {
    expect(after(state, results)).toBe(expected);
  });

  it("changes its mind only after two results of one kind", () => {
    const results = fc.array(fc.constantFrom<ProbeResult>("up", "down", "silent"), { maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom(UP, DOWN), results, (start, all) => {
        let state = start;
        all.forEach((result, index) => {
          const next = afterProbe(state, result, OPEN);
          if (next.verdict !== state.verdict) {
            const lastTwo = all.slice(Math.max(index - 1, 0), index + 1);
            expect(lastTwo.map((one) => one === "up")).toEqual(Array(2).fill(next.verdict === "up"));
          }
          state = next;
        });
      }),
    );
  });
});

it("believes every answer at once while a service settles, but silence only twice", () => {
  expect(after(DOWN, ["up"], SETTLING)).toBe("up");
  expect(after(UP, ["down"], SETTLING)).toBe("down");
  expect(after(UP, ["silent"], SETTLING)).toBe("up");
  expect(after(UP, ["silent", "silent"], SETTLING)).toBe("down");
});

it.each([
  ["a known node behind an open rule", UP, OPEN, 5000],
  ["a known node while the service settles", UP, SETTLING, 50],
  ["a node that just came", freshProbe(), OPEN, 50],
  ["a node silent for twenty seconds", freshProbe(), { settling: true, age: 20_000 }, 200],
  ["a node silent for ten minutes", freshProbe(), { settling: true, age: 600_000 }, 1000],
])("the next probe of %s", (_, state, circumstances, expected) => {
  expect(untilNextProbe(state, circumstances)).toBe(expected);
});
