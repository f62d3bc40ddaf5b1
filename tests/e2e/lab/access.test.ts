import { execa } from "execa";
import { join } from "node:path";
import { waitFor } from "../../../system/deadline";
import { inCheckout, lab, succeeding } from "../support/lab";
import { labFolder } from "../support/stack";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

const kubectl = async (...args: string[]): Promise<string> =>
  (await succeeding(lab(held.checkout, ["kubectl", ...args]))).stdout;

const pod = async (): Promise<string> => (await kubectl("-n", "testapp", "get", "pods", "-o", "name")).trim();

/** Runs a command of the lab for as long as `during` takes. */
async function running(args: string[], during: (output: () => string) => Promise<void>): Promise<void> {
  const { project, state } = held.checkout;
  const child = execa(process.execPath, [join(project, "cli", "lab.js"), ...args], {
    cwd: project,
    env: { LAB_STATE: state },
    reject: false,
    stdin: "ignore",
    all: true,
  });
  let output = "";
  child.all?.on("data", (part: Buffer) => (output += part.toString("utf8")));
  try {
    await during(() => output);
  } finally {
    child.kill("SIGTERM");
    await child;
  }
}

describe("kubectl", () => {
  it(
    "shows the Service and the pods as the seed does",
    async () => {
      const shown = await kubectl("-n", "testapp", "get", "svc,pods", "-o", "wide");
      expect(shown).toMatch(
        /service\/testapp +LoadBalancer +10\.0\.\S+ +203\.0\.113\.10 +80:\d+\/TCP +\S+ +run=testapp/,
      );
      expect(shown).toMatch(/pod\/testapp-\S+ +1\/1 +Running +0 .*10\.244\.\d\.\d+ +node\d/);
    },
    PATIENCE_MS,
  );

  it(
    "execs into a pod",
    async () => {
      const name = await pod();
      expect(await kubectl("-n", "testapp", "exec", name, "--", "nginx", "-v")).toBe("");
      expect(await kubectl("-n", "testapp", "exec", name, "--", "cat", "/etc/hostname")).toBe(
        name.replace("pod/", ""),
      );
    },
    PATIENCE_MS,
  );

  it(
    "shows a request in the pod's log",
    async () => {
      await succeeding(
        lab(held.checkout, [
          "exec",
          "client-b",
          "--",
          "curl",
          "-sS",
          "-m",
          "5",
          "http://203.0.113.10/r/logged",
        ]),
      );
      await waitFor({ what: "the request in the log", seconds: 10, every: 200 }, async () =>
        (await kubectl("-n", "testapp", "logs", await pod())).includes("logged") ? true : undefined,
      );
    },
    PATIENCE_MS,
  );

  it(
    "forwards a port",
    async () => {
      await running(["kubectl", "-n", "testapp", "port-forward", await pod(), ":80"], async (output) => {
        const port = await waitFor(
          { what: "a forwarded port", seconds: 20 },
          () => /Forwarding from 127\.0\.0\.1:(\d+)/.exec(output())?.[1],
        );
        const answer = await fetch(`http://127.0.0.1:${port}/r/forwarded`);
        expect(await answer.json()).toMatchObject({
          id: "forwarded",
          pod: (await pod()).replace("pod/", ""),
        });
      });
    },
    PATIENCE_MS,
  );

  it(
    "works as any kubectl with the lab's kubeconfig",
    async () => {
      const { checkout } = held;
      const kubeconfig = join(labFolder(checkout, "local"), "kubeconfig");
      const plain = await succeeding(
        inCheckout(checkout, ["bash", "-c", 'eval "$(node cli/lab.js env)"; kubectl get nodes -o name'], {
          KUBECONFIG: kubeconfig,
        }),
      );
      expect(plain.stdout.split("\n")).toEqual(["node/node1", "node/node2", "node/node3"]);
    },
    PATIENCE_MS,
  );

  it(
    "is refused without a certificate",
    async () => {
      const server = await kubectl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}");
      const { checkout } = held;
      const anonymous = await succeeding(
        inCheckout(checkout, [
          "curl",
          "-sk",
          "-m",
          "5",
          "-w",
          "%{http_code}",
          "-o",
          "/dev/null",
          `${server}/api`,
        ]),
      );
      expect(anonymous.stdout).toBe("401");
    },
    PATIENCE_MS,
  );
});

/** The seed's command with the quotes that TShark 4 wants. */
const SEED_TSHARK = `tshark -i eth0 -f 'port 80' -Y 'http.request.method == "GET" && http contains "YO"' -T fields -e ip.src -e tcp.srcport -e ip.dst -e tcp.dstport -e ip.proto`;

describe("ssh to a node", () => {
  it(
    "runs the seed's tshark, which sees the request of a client",
    async () => {
      const answer = await succeeding(
        lab(held.checkout, [
          "exec",
          "client-a",
          "--",
          "curl",
          "-sS",
          "-m",
          "5",
          "http://203.0.113.10/r/where",
        ]),
      );
      expect(answer.stdout).toContain('"id":"where"');
      const node = (
        await kubectl("-n", "testapp", "get", await pod(), "-o", "jsonpath={.spec.nodeName}")
      ).trim();
      await running(["ssh", node, "--", SEED_TSHARK + " -l"], async (output) => {
        await waitFor({ what: "a line of tshark", seconds: 60, every: 500 }, async () => {
          const yo = ["curl", "-sS", "-m", "5", "-X", "GET", "-d", "YO", "http://203.0.113.10/r/seen"];
          await succeeding(lab(held.checkout, ["exec", "client-a", "--", ...yo]));
          return /^(198\.51\.100\.10|10\.240\.0\.\d)\t\d+\t(203\.0\.113\.10|10\.244\.\d\.\d+)\t80\t6$/m.test(
            output(),
          )
            ? true
            : undefined;
        });
      });
    },
    PATIENCE_MS,
  );

  it(
    "passes a command's exit code on",
    async () => {
      const ended = await lab(held.checkout, ["ssh", "node2", "--", "hostname; exit 7"]);
      expect(ended.code).toBe(7);
      expect(ended.stdout.trim()).toBe("node2");
    },
    PATIENCE_MS,
  );
});

describe("exec", () => {
  it.each([
    [
      "a node has its own name and address",
      ["node3"],
      ["sh", "-c", "hostname; ip -br addr show eth0"],
      /^node3\neth0\S* +UP +10\.240\.0\.6\/24/,
    ],
    ["a client has its own address", ["client-b"], ["ip", "-br", "addr", "show", "eth0"], /192\.0\.2\.10/],
  ])(
    "%s",
    async (_, place, command, expected) => {
      const { stdout } = await succeeding(lab(held.checkout, ["exec", ...place, "--", ...command]));
      expect(stdout).toMatch(expected);
    },
    PATIENCE_MS,
  );

  it.each([
    [["-d", "YO", "-n", "10", "-c", "1"], 10],
    [["--disable-keepalive", "-d", "YO", "-n", "10", "-c", "1"], 10],
    [["--disable-keepalive", "-d", "YO", "-n", "100", "-c", "2"], 100],
  ])(
    "has the seed's hey: %j",
    async (options, requests) => {
      const hey = ["exec", "client-a", "--", "hey", ...options, "http://203.0.113.10"];
      // A proxy that leads nowhere: a client's requests take the client's own way.
      const { stdout } = await succeeding(lab(held.checkout, hey, { http_proxy: "http://127.0.0.1:9" }));
      expect(stdout).toMatch(new RegExp(`^ *\\[200\\]\\s+${requests} responses$`, "m"));
    },
    PATIENCE_MS,
  );

  it(
    "names the places there are for one there isn't",
    async () => {
      const ended = await lab(held.checkout, ["exec", "node9", "--", "true"]);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(/node9[^]*node1, node2, node3, client-a/);
    },
    PATIENCE_MS,
  );
});
