import { HealthProbes } from "../../../local/loadBalancer/healthProbes";
import type { WantedProbe } from "../../../local/loadBalancer/model";
import type { ProbeResult } from "../../../local/loadBalancer/verdict";
import { waitFor } from "../../../system/deadline";

const probe: WantedProbe = {
  ruleName: "rule",
  node: "node1",
  address: "10.240.0.4",
  probe: { protocol: "Tcp", port: 30080 },
  settling: true,
};

/** Probes whose answers are given by hand; every question is written down. */
function byHand() {
  const asked: WantedProbe[] = [];
  let answer: ProbeResult = "silent";
  let verdicts = 0;
  const probes = new HealthProbes(
    (wanted) => {
      asked.push(wanted);
      return Promise.resolve(answer);
    },
    () => {
      verdicts += 1;
    },
  );
  const answers = (result: ProbeResult): void => {
    answer = result;
  };
  const askedTimes = (count: number): Promise<true> =>
    waitFor({ what: `${count} probes`, seconds: 5, every: 5 }, () =>
      asked.length >= count ? true : undefined,
    );
  return { probes, asked, answers, askedTimes, verdicts: () => verdicts };
}

it("asks until an answer comes, and tells when a verdict changes", async () => {
  const { probes, answers, askedTimes, verdicts } = byHand();
  probes.set([probe]);
  await askedTimes(2);
  expect(probes.verdict("rule", "node1")).toBeUndefined();
  answers("down");
  await askedTimes(4);
  answers("up");
  await askedTimes(6);
  expect(probes.verdict("rule", "node1")).toBe("up");
  expect(verdicts()).toBe(2);
  probes.set([]);
});

it("asks no more, and forgets, what is not wanted any longer", async () => {
  const { probes, asked, answers, askedTimes } = byHand();
  answers("up");
  probes.set([probe, { ...probe, node: "node2" }]);
  await askedTimes(2);
  probes.set([{ ...probe, node: "node2" }]);
  const before = asked.length;
  await askedTimes(before + 3);
  // The question that was about to be asked may still be.
  expect(asked.slice(before).filter(({ node }) => node === "node1").length).toBeLessThan(2);
  expect(probes.verdict("rule", "node1")).toBeUndefined();
  expect(probes.verdict("rule", "node2")).toBe("up");
  probes.set([]);
});

it("lets the old verdict stand until a changed probe has an answer of its own", async () => {
  const { probes, asked, answers, askedTimes } = byHand();
  answers("up");
  probes.set([probe]);
  await askedTimes(2);
  answers("silent");
  const changed: WantedProbe = {
    ...probe,
    settling: false,
    probe: { protocol: "Http", port: 31000, requestPath: "/healthz" },
  };
  probes.set([changed]);
  await askedTimes(asked.length + 3);
  expect(asked.at(-1)?.probe).toEqual(changed.probe);
  expect(probes.verdict("rule", "node1")).toBe("up");
  answers("down");
  await waitFor({ what: "the new verdict", seconds: 5, every: 5 }, () =>
    probes.verdict("rule", "node1") === "down" ? true : undefined,
  );
  probes.set([]);
});
