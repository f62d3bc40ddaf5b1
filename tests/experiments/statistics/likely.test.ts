import { highestLikely, likelyCounts } from "../../../experiments/statistics/likely";

/** How often exactly `count` of `trials` succeed, by the textbook. */
function exactly(count: number, trials: number, probability: number): number {
  let value = (1 - probability) ** trials;
  for (let i = 0; i < count; i += 1) value *= ((trials - i) / (i + 1)) * (probability / (1 - probability));
  return value;
}

function between(from: number, to: number, trials: number, probability: number): number {
  let total = 0;
  for (let count = from; count <= to; count += 1) total += exactly(count, trials, probability);
  return total;
}

describe("likely counts", () => {
  test.each([
    [10, 0.5, 0.01],
    [300, 1 / 3, 1e-4],
    [300, 4 / 9, 1e-4],
    [400, 1 / 3, 1e-4],
    [40, 0.02, 0.01],
  ])(
    "of %i with %f leave at most %f outside, and the next narrower ones more",
    (trials, probability, rare) => {
      const { low, high, outside } = likelyCounts(trials, probability, rare);
      const below = (count: number) => between(0, count - 1, trials, probability);
      const above = (count: number) => between(count + 1, trials, trials, probability);
      expect(outside).toBeCloseTo(below(low) + above(high), 8);
      expect(outside).toBeLessThanOrEqual(rare);
      expect(below(low)).toBeLessThanOrEqual(rare / 2);
      expect(above(high)).toBeLessThanOrEqual(rare / 2);
      expect(below(low + 1)).toBeGreaterThan(rare / 2);
      expect(above(high - 1)).toBeGreaterThan(rare / 2);
    },
  );

  test.each([
    [10, 0, { low: 0, high: 0, outside: 0 }],
    [10, 1, { low: 10, high: 10, outside: 0 }],
    [0, 0.5, { low: 0, high: 0, outside: 0 }],
    [3, 0.5, { low: 0, high: 3, outside: 0 }],
  ])("of %i with %f are %j: there chance decides nothing", (trials, probability, expected) => {
    expect(likelyCounts(trials, probability)).toEqual(expected);
  });
});

test("the highest likely count is exceeded at most so often, the one below more often", () => {
  const high = highestLikely(400, 1 / 3, 1e-4 / 3);
  expect(between(high + 1, 400, 400, 1 / 3)).toBeLessThanOrEqual(1e-4 / 3);
  expect(between(high, 400, 400, 1 / 3)).toBeGreaterThan(1e-4 / 3);
});
