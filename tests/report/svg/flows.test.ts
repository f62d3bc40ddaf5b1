import { chart } from "../../../report/svg/chart";
import { barsSvg } from "../../../report/svg/bars";
import { flowsSvg } from "../../../report/svg/flows";
import { requestsOfStep, waysOf } from "../../../report/ways";
import { hostileRun } from "../hostile";
import { wholeRun } from "../wholeRun";

function experiment(name: string) {
  const found = wholeRun.experiments.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name} among the scenes`);
  return found;
}

function flowsOf(name: string, step = 0, width = 860) {
  const one = experiment(name);
  return flowsSvg(waysOf(requestsOfStep(one, step), one.cluster), width);
}

describe("flows", () => {
  test("have a link for each kind of way between two stops", () => {
    const { text } = flowsOf("new-connections");
    const links = ["direct", "bounced", "crossing", "unknown"].map(
      (way) => (text.match(new RegExp(`<path class="f-${way}"`, "g")) ?? []).length,
    );
    // By node2 directly; by node1 and node3 with a zone crossed, to one pod; three of which nothing is known.
    expect(links).toEqual([3, 0, 6, 3]);
    for (const label of [
      "client-a",
      "node1",
      "zone 1 · 12",
      "10.240.0.4",
      "none",
      "…vfjdz",
      "node2",
      "zone 2 · 37",
    ])
      expect(text).toContain(`>${label}<`);
  });

  test("tell those who do not see them", () => {
    expect(flowsOf("affinity").text).toContain(
      "client-a by node3 to testapp-b97b67578-vfjdz on node2: 100 requests, bounced, zone crossed",
    );
  });

  test("have short labels where there is little room", () => {
    const { text, width } = flowsOf("new-connections", 0, 350);
    expect(width).toBe(350);
    expect(text).not.toContain("zone 1 · 12");
    expect(text).toContain(">12<");
  });

  test("put many clients together", () => {
    const one = experiment("second-client");
    const requests = Array.from({ length: 13 }, (_, i) => {
      const request = one.requests[i];
      if (request === undefined) throw new Error("there are 36");
      return { ...request, client: `client-${i}` };
    });
    const { text } = flowsSvg(waysOf(requests, one.cluster), 860);
    expect(text).toContain(">all clients<");
    expect(text).not.toContain(">client-3<");
  });
});

describe("a chart", () => {
  const hostile = hostileRun().experiments[0];
  const drawings = () => {
    const statistics = hostile?.statistics[0];
    if (hostile === undefined || statistics === undefined) throw new Error("there is one experiment");
    return [
      flowsSvg(waysOf(hostile.requests, hostile.cluster), 860),
      barsSvg(statistics.nodes, "entry nodes"),
    ].map(({ text }) => text);
  };

  test("has no style, no script and no colour of its own", () => {
    for (const text of drawings()) {
      expect(text).not.toMatch(/<style|<script|<img| style=| on\w+="|<a\b|href=/);
      expect(text).not.toMatch(/(?:fill|stroke)="(?:#|rgb)/);
    }
  });

  test("refuses a colour that would not follow the page's", () => {
    const option = { series: [{ type: "pie" as const, data: [1], itemStyle: { color: "#ff0000" } }] };
    expect(() => chart(option, { width: 100, height: 100 }, "red")).toThrow("#ff0000");
  });
});

describe("bars", () => {
  test("have seen and expected beside each other", () => {
    const statistics = experiment("new-connections").statistics[0];
    if (statistics === undefined) throw new Error("there is one step");
    const { text } = barsSvg(statistics.nodes, "entry nodes");
    expect(text).toContain(">32 % (12)<");
    expect(text.match(/>33 % expected</g)).toHaveLength(3);
    expect(text).toContain("node1: 12 of 37, 32 %, expected 33 %");
  });
});
