import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { changedFiles, makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { doneSteps } from "../support/engineSteps";
import { leftSince, lookAtHost, processesNaming } from "../support/hostSide";
import { lab, pulumi, succeeding } from "../support/lab";
import { addStack, clusterState, labFolder, loadBalancerView } from "../support/stack";
import type { HostSide } from "../../vm/leftovers";

const PATIENCE_MS = 300_000;
const STACK = "local";

let checkout: Checkout;
let host: HostSide;

beforeAll(async () => {
  checkout = makeCheckout();
  host = lookAtHost();
  await succeeding(lab(checkout, ["up"]));
}, PATIENCE_MS);

afterAll(async () => {
  await lab(checkout, ["down", "--stack", "second"]);
  await lab(checkout, ["down"]);
  removeCheckout(checkout);
}, PATIENCE_MS);

const ask = (client: string): Promise<string> =>
  succeeding(
    lab(checkout, ["exec", client, "--", "curl", "-sS", "--max-time", "5", "http://203.0.113.10/r/test"]),
  ).then(({ stdout }) => stdout);

const upJson = "pulumi up --yes --skip-preview --json --stack local";

describe("a lab that is up", () => {
  it("answers through the frontend IP with the pod's name and the peer it saw", async () => {
    const answer = JSON.parse(await ask("client-a")) as Record<string, string>;
    expect(answer).toEqual({
      id: "test",
      pod: expect.stringMatching(/^testapp-/) as string,
      peerAddress: expect.stringMatching(/^10\.24[04]\./) as string,
      peerPort: expect.any(Number) as number,
    });
  });

  it("knows the frontend IP that the load balancer gave, in the stack's outputs", async () => {
    const { stdout } = await succeeding(pulumi(checkout, "pulumi stack output frontendIP --stack local"));
    expect(stdout).toBe("203.0.113.10");
  });

  it("left the working tree clean", () => {
    expect(changedFiles(checkout)).toEqual([]);
  });

  it("keeps its keys out of the state and the outputs", async () => {
    const { stdout } = await succeeding(pulumi(checkout, "pulumi stack output --json; pulumi stack export"));
    const key = /client-key-data: "(\S+)"/.exec(
      readFileSync(join(labFolder(checkout, STACK), "kubeconfig"), "utf8"),
    )?.[1];
    expect(key).toHaveLength(320);
    expect(stdout).toContain('"kubeconfig": "[secret]"');
    expect(stdout).not.toContain(key);
    expect(stdout).not.toContain(
      Buffer.from(key ?? "", "base64")
        .toString("utf8")
        .split("\n")[1],
    );
    expect(stdout).not.toContain("OPENSSH PRIVATE KEY");
  });

  it(
    "has nothing to change on a second `pulumi up`",
    async () => {
      const { stdout } = await succeeding(pulumi(checkout, upJson));
      expect(doneSteps(stdout)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    "updates one resource when the affinity is toggled, and back",
    async () => {
      const on = await succeeding(
        pulumi(checkout, `pulumi config set sessionAffinity ClientIP --stack local && ${upJson}`),
      );
      expect(doneSteps(on.stdout)).toEqual(["update testapp-service"]);
      expect(loadBalancerView(checkout, STACK).rules.map((rule) => rule.loadDistribution)).toEqual([
        "SourceIP",
      ]);
      expect(changedFiles(checkout)).toEqual([" M Pulumi.local.yaml"]);
      const off = await succeeding(pulumi(checkout, `git checkout -q Pulumi.local.yaml && ${upJson}`));
      expect(doneSteps(off.stdout)).toEqual(["update testapp-service"]);
      expect(loadBalancerView(checkout, STACK).rules.map((rule) => rule.loadDistribution)).toEqual([
        "Default",
      ]);
    },
    PATIENCE_MS,
  );

  it(
    "does not see a second lab beside it",
    async () => {
      addStack(checkout, "second");
      await succeeding(lab(checkout, ["up", "--stack", "second"]));
      const [first, second] = [clusterState(checkout, STACK), clusterState(checkout, "second")];
      expect(second.apiServerPort).not.toBe(first.apiServerPort);
      const pods = await succeeding(lab(checkout, ["kubectl", "get", "pods", "-A", "-o", "name"]));
      const others = await succeeding(
        lab(checkout, ["kubectl", "--stack", "second", "get", "pods", "-A", "-o", "name"]),
      );
      expect(pods.stdout.split("\n")).toHaveLength(4);
      expect(others.stdout.split("\n").filter((pod) => pods.stdout.includes(pod))).toEqual([]);
      const answer = JSON.parse(await ask("client-a")) as { pod: string };
      expect(pods.stdout).toContain(answer.pod);
      await succeeding(lab(checkout, ["down", "--stack", "second"]));
      expect(existsSync(labFolder(checkout, "second"))).toBe(false);
      await ask("client-b");
    },
    PATIENCE_MS,
  );
});

/** What has no life of its own that could end: components and providers. */
const OUTLIVING = /^(pulumi:|akslab:)/;

describe("a lab whose holder was killed", () => {
  const kill = (): void => {
    const { pid } = JSON.parse(readFileSync(join(labFolder(checkout, STACK), "holder.json"), "utf8")) as {
      pid: number;
    };
    process.kill(pid, "SIGKILL");
  };

  it(
    "is made again by `pulumi up`",
    async () => {
      const before = clusterState(checkout, STACK).instanceId;
      kill();
      await succeeding(pulumi(checkout, "pulumi up --yes --skip-preview --stack local"));
      expect(clusterState(checkout, STACK).instanceId).not.toBe(before);
      expect(await ask("client-a")).toContain('"pod":"testapp-');
    },
    PATIENCE_MS,
  );

  it(
    "is gone after `pulumi refresh`, and made again by `pulumi up`",
    async () => {
      kill();
      await succeeding(pulumi(checkout, "pulumi refresh --yes --skip-preview --stack local"));
      const { stdout } = await succeeding(pulumi(checkout, "pulumi stack export --stack local"));
      const { deployment } = JSON.parse(stdout) as { deployment: { resources: { type: string }[] } };
      expect(deployment.resources.map(({ type }) => type).filter((type) => !OUTLIVING.test(type))).toEqual(
        [],
      );
      await succeeding(pulumi(checkout, "pulumi up --yes --skip-preview --stack local"));
      expect(await ask("client-a")).toContain('"pod":"testapp-');
    },
    PATIENCE_MS,
  );
});

describe("a lab that was taken down", () => {
  it(
    "left nothing, and a second time is fine",
    async () => {
      await succeeding(lab(checkout, ["down"]));
      await succeeding(lab(checkout, ["down"]));
      expect(existsSync(labFolder(checkout, STACK))).toBe(false);
      expect(processesNaming(checkout.state)).toEqual([]);
      expect(processesNaming(checkout.project)).toEqual([]);
      // Others on this machine may open a port for a moment.
      const lasting = leftSince(host);
      expect(leftSince(host).filter((left) => lasting.includes(left))).toEqual([]);
      expect(changedFiles(checkout)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
