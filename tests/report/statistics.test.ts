import type { Distribution, StepStatistics } from "../../experiments/statistics/statistics";
import { painter } from "../../report/paint";
import { statisticsTable } from "../../report/statistics";

const paint = painter(false);

function distribution(change: Partial<Distribution> = {}): Distribution {
  return {
    shares: [
      { value: "node1", requests: 110, share: 0.55, expectedShare: 0.5, draws: 110 },
      { value: "node2", requests: 90, share: 0.45, expectedShare: 0.5, draws: 90 },
    ],
    known: 200,
    unknown: 0,
    peakToMean: 1.1,
    chiSquare: {
      ...{ unit: "connection", draws: 200, statistic: 2, degreesOfFreedom: 1 },
      ...{ pValue: 0.1573, enough: true },
    },
    ...change,
  };
}

const statistics: StepStatistics = {
  nodes: distribution(),
  pods: distribution(),
  zones: distribution(),
  clients: distribution(),
  zoneCrossing: { known: 200, crossing: 71, share: 0.355, expectedShare: 1 / 3 },
  latency: { all: null, direct: { count: 3, p50: 1, p90: 2.25, p99: 3 }, bounced: null },
};

const lines = (change: Partial<StepStatistics>) =>
  statisticsTable({ ...statistics, ...change }, 100, paint).split("\n");

describe("the table of shares", () => {
  test("shows what was seen beside what was to be expected", () => {
    const [, nodes, , , crossing, latency] = lines({});
    expect(nodes).toMatch(/^ {2}entry node +node1 110 \(100\), node2 90 \(100\) +1\.10 +p = 0\.16$/);
    expect(crossing).toBe("  crossing a zone   71 (66.7)");
    expect(latency).toBe("  p50, p90, p99     direct 1.0, 2.3, 3.0 ms");
  });

  test.each([
    ["too few draws", distribution().chiSquare && { ...distribution().chiSquare, enough: false }, /too few$/],
    ["nothing to draw", null, /1\.10$/],
  ])("does not judge by %s", (_name, chiSquare, end) => {
    const [, nodes] = lines({ nodes: distribution({ chiSquare: chiSquare as Distribution["chiSquare"] }) });
    expect(nodes).toMatch(end);
  });

  test("names what is outside zones, and passes no order to the terminal on", () => {
    const share = { requests: 1, share: 1, expectedShare: 1, draws: 1 };
    const shares = [
      { value: "", ...share },
      { value: "\u001b[2J", ...share },
    ];
    const [, , , zones] = lines({ zones: distribution({ shares, known: 1 }) });
    expect(zones).toContain("none 1 (1), \ufffd[2J 1 (1)");
  });

  test("says nothing of latency where nobody was answered", () => {
    const none = { all: null, direct: null, bounced: null };
    expect(lines({ latency: none }).join("\n")).not.toContain("p50");
  });
});
