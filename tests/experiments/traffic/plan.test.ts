import { requestIds } from "../../../experiments/traffic/plan";

describe("request ids", () => {
  test.each([
    [1, ["x-1"]],
    [3, ["x-1", "x-2", "x-3"]],
    [0, []],
  ])("%d of them", (count, ids) => {
    expect(requestIds("x", count)).toEqual(ids);
  });

  test("sort in the order of sending, and are all their own", () => {
    const ids = requestIds("k3f9-affinity", 100);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(100);
    expect(ids[6]).toBe("k3f9-affinity-007");
  });
});
