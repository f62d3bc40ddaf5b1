import { pictureOf, type PictureSources } from "../../../report/graph/labPicture";
import { mermaidGraph } from "../../../report/graph/mermaid";
import { pictureSvg } from "../../../report/svg/picture";
import { clients, cluster } from "../../experiments/fixtures";
import { EVIL } from "../hostile";
import { ruleWith, withPods } from "../scenes";

const sources: PictureSources = {
  name: "local",
  target: "local",
  clients,
  rule: ruleWith("SourceIP"),
  cluster: withPods(["node1", "node1"]),
  podCidrs: new Map(cluster.nodes.map(({ name }, i) => [name, `10.244.${i}.0/24`])),
  healthy: ["node1", "node2"],
  networks: { vnet: "10.240.0.0/16", subnet: "10.240.0.0/24", services: "10.0.0.0/16" },
};

describe("the lab's picture", () => {
  test("has nodes by zone, each with its pods, route and health", () => {
    const { zones } = pictureOf(sources);
    expect(zones.map(({ name, nodes }) => [name, nodes.map((node) => node.name)])).toEqual([
      ["local-1", ["node1", "node3"]],
      ["local-2", ["node2"]],
    ]);
    const [node1, node3] = zones[0]?.nodes ?? [];
    expect(node1).toMatchObject({ podCidr: "10.244.0.0/24", healthy: true });
    expect(node1?.pods).toHaveLength(2);
    expect(node3).toMatchObject({ healthy: false, pods: [] });
  });

  test("leaves out what nobody told", () => {
    const { name, target, rule } = sources;
    const picture = pictureOf({ name, target, clients, rule, cluster });
    expect(picture).not.toHaveProperty("networks");
    expect(picture.zones.flatMap(({ nodes }) => nodes.flatMap(Object.keys))).not.toContain("healthy");
    expect(pictureSvg(picture, 860).text).not.toContain("health probe");
  });

  test.each([320, 660, 860, 1200])("tells everything at a width of %d", (width) => {
    const { text, height } = pictureSvg(pictureOf(sources), width);
    const told = [
      ...["client-a", "198.51.100.10", "client-i", "203.0.113.10:80", "load distribution SourceIP"],
      ...["Zone local-1", "node3", "10.240.0.6", "route 10.244.2.0/24", "health probe: DOWN", "10.244.0.3"],
    ];
    expect(told.filter((words) => !text.includes(words))).toEqual([]);
    expect(text).toContain(`viewBox="0 0 ${width} ${height}"`);
    // Nothing sticks out.
    const frames = [
      ...text.matchAll(/<rect[^>]*?x="([\d.]+)"\s+y="([\d.]+)"\s+width="([\d.]+)"\s+height="([\d.]+)"/g),
    ];
    expect(frames.length).toBeGreaterThan(12);
    for (const [, x, y, w, h] of frames) {
      expect(Number(x) + Number(w)).toBeLessThanOrEqual(width);
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(height);
    }
  });

  test("counts what there are too many of", () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ name: `client-${i}` }));
    const { text } = pictureSvg(
      pictureOf({ ...sources, clients: many, cluster: withPods(Array<string>(9).fill("node1")) }),
      860,
    );
    expect(text).toContain("18 of 30 shown");
    expect(text).toContain("and 3 more pods");
    expect(text).toContain("address not known");
  });
});

describe("the mermaid graph", () => {
  test("is as it was looked at", () => {
    expect(mermaidGraph(pictureOf({ ...sources, clients: clients.slice(0, 2) }))).toMatchSnapshot();
  });

  test("lets no name out of its quotes", () => {
    const named = { ...sources, clients: [{ name: `${EVIL}"]\nclick` }] };
    const text = mermaidGraph(pictureOf(named));
    expect(text).toContain("script#62;#60;img src#61;x onerror#61;alert(1)#62;");
    const labels = [...text.matchAll(/"([^"]*)"/g)].map(([, label = ""]) => label.replaceAll("<br>", ""));
    expect(labels.filter((label) => /[<>\n`]/.test(label))).toEqual([]);
  });
});
