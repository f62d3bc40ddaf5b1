import { FIGURES, renderFigures, spread, type Run } from "../../benchmarks/figures";

describe("spread", () => {
  it.each([
    [[3], { min: 3, median: 3, max: 3 }],
    [[9, 1], { min: 1, median: 5, max: 9 }],
    [[10, 9, 2], { min: 2, median: 9, max: 10 }],
    [[4, 1, 3, 2], { min: 1, median: 2.5, max: 4 }],
  ])("of %j", (values, expected) => {
    expect(spread(values)).toEqual(expected);
  });

  it("of nothing is refused", () => {
    expect(() => spread([])).toThrow("nothing");
  });
});

it("shows every figure with its limit, where it has one", () => {
  const run = (seconds: number): Run =>
    Object.fromEntries(FIGURES.map(({ key }, index) => [key, seconds + index])) as Run;
  const [header, preview, ...rest] = renderFigures([run(1), run(2), run(4)]).split("\n");
  expect(header?.trim().split(/\s+/)).toEqual(["SECONDS", "LIMIT", "MIN", "MEDIAN", "MAX"]);
  expect(preview).toMatch(/^pulumi preview, nothing up yet +4 s +1\.00 s +2\.00 s +4\.00 s$/);
  expect(rest).toHaveLength(FIGURES.length - 1);
  expect(rest.at(-1)).toMatch(/^bare: pulumi up of an empty program +10\.00 s +11\.00 s +13\.00 s$/);
});
