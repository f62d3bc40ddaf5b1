import { createHash } from "node:crypto";
import { htmlReport } from "../../../report/html/page";
import { EVIL, hostileRun } from "../hostile";
import { runOfScenes } from "../scenes";
import { ALL, wholeRun } from "../wholeRun";

const page = htmlReport(wholeRun);

describe("the page of a run", () => {
  test("needs nothing from anywhere, by its own policy too", () => {
    expect(page.match(/ (?:src|srcset|data|action|poster|background)=/g)).toBeNull();
    expect(page.match(/@import|url\((?!#)/g)).toBeNull();
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#39;", "'");
    const hash = (tag: string) => {
      const [, text = ""] = new RegExp(`<${tag}[^>]*>([^]*?)</${tag}>`).exec(page) ?? [];
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(page.match(/<script|<style/g)).toEqual(["<style", "<script"]);
    expect(page.match(/ style="| on[a-z]+="/g)).toBeNull();
  });

  test("has an address for each experiment, step and finding, each once, and no link leads nowhere", () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        "affinity",
        "affinity.one-entry-node",
        "zone-crossing.step.2",
        "request.new-connections.3",
      ]),
    );
    const links = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
    expect(links).toContain("request.new-connections.3");
  });

  test("has a row for each request, and says when there are too many for that", () => {
    expect(page.match(/<tr id="request\./g)).toHaveLength(
      wholeRun.experiments.reduce((sum, { requests }) => sum + requests.length, 0),
    );
    const [first] = ALL;
    if (first === undefined) throw new Error("there are scenes");
    const large = htmlReport(runOfScenes([{ ...first, steps: [{ requests: 5001 }] }]));
    expect(Buffer.byteLength(large)).toBeLessThan(3e6);
    expect(large.match(/<tr id="request\./g)).toHaveLength(5000);
    expect(large).toContain("All 5001 requests, the first 5000: the JSON report has all");
  });

  test("tells verdicts, ways, shares, and what changed in words", () => {
    const text = page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    const told = [
      "6 of 7 experiments hold",
      ...["11 direct", "26 bounced, zone crossed", "3 not told in full"],
      "26 of 37 requests crossed a zone (70 %); expected 67 %.",
      "before Default hash of five values: source and destination address and port, protocol → after SourceIP",
      "all 9 clients on one of 3 nodes by chance: 1 in 81, too often to decide anything",
      "update testapp-service",
      "containerd://2.1.4",
    ];
    expect(told.filter((words) => !text.includes(words))).toEqual([]);
  });

  test("tells what each node's eth0 saw in each step, in the seed's own fields", () => {
    const tables = page.match(/<table class="seen">[^]*?<\/table>/g) ?? [];
    expect(tables).toHaveLength(wholeRun.experiments.reduce((sum, { steps }) => sum + steps.length, 0));
    const rows = (tables[0]?.match(/<tr>[^]*?<\/tr>/g) ?? []).map((row) =>
      row
        .replace(/<[^>]*>/g, " ")
        .trim()
        .split(/\s+/)
        .join(" "),
    );
    expect(rows).toEqual([
      "Node Source Port Destination Port Protocol Packets",
      "node1 saw none",
      "node2 10.240.0.6 20000 10.244.1.2 80 6 10",
      "node3 198.51.100.10 40000 203.0.113.10 80 6 10",
      "10.240.0.6 20000 10.244.1.2 80 6 10",
    ]);
    // More lines of one node than twelve are put together by their addresses.
    expect(tables[2]).toMatch(/<td>198\.51\.100\.10<\/td><td>100 ports<\/td>/);
  });

  test("is at most 3 MB for a run of all", () => {
    expect(Buffer.byteLength(page)).toBeLessThan(3e6);
  });
});

describe("what came from outside", () => {
  const hostile = htmlReport(hostileRun());

  test("stays text", () => {
    expect(hostile.match(/<(?:img|script|\/title|\/style|\/script)\b/g)).toEqual([
      // The page's own, and those of labels that are cut short in the picture.
      ...["</title", "</style", "<script", "</script", "</title", "</title"],
    ]);
    expect(hostile).not.toContain("\u202e");
    expect(hostile).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  test("is no link but for the web's own", () => {
    expect(hostile).not.toMatch(/href="(?!#|data:,")/);
  });

  test("is what the test means it to be", () => {
    expect(EVIL).toContain("</script><img src=x onerror=alert(1)>");
  });
});
