import { spawn, type ChildProcess, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { writeIdentities } from "../../../local/identities";
import type { LoadBalancerView } from "../../../local/loadBalancer/rule";
import { networkScript } from "../../../local/network";
import { placePrefix } from "../../../local/place";
import { kubeconfigFile, logFile, type Plan } from "../../../local/plan";
import { etcd } from "../../../local/processes/etcd";
import { kubeApiserver } from "../../../local/processes/kubeApiserver";
import { loadBalancer, loadBalancerView } from "../../../local/processes/loadBalancer";
import type { Place, Program } from "../../../local/program";
import { topologyOf } from "../../../local/topology";
import { run } from "../../../system/command";
import { waitFor } from "../../../system/deadline";
import { findToolchain } from "../../../toolchain/find";
import { spec } from "../../local/spec.fixture";

const STAND_IN = join(__dirname, "standIn.ts");

/** A program that answers each line with one line. */
export interface Dialogue {
  ask(line: string): Promise<unknown>;
}

/**
 * The lab's network with a real API server and the load balancer, but with stand-ins for the nodes and their pods: so a test decides
 * what each node answers, and when it knows a frontend IP. Everything lives in namespaces of one process.
 */
export class Bench {
  readonly topology;
  private readonly folder = mkdtempSync(join(tmpdir(), "load-balancer-"));
  private readonly plan: Plan;
  private holder: number | undefined;
  private balancer: ChildProcess | undefined;

  constructor() {
    this.topology = topologyOf(spec);
    const toolchain = findToolchain();
    this.plan = {
      spec,
      topology: this.topology,
      folder: this.folder,
      binary: (name) => toolchain.program(name),
    };
  }

  async up(): Promise<void> {
    mkdirSync(join(this.folder, "logs"));
    await this.openNamespaces();
    await this.inRouter(["sh", "-c", networkScript(this.topology)]);
    await writeIdentities(this.folder, this.plan.spec, this.topology);
    // At the same time as the API server it needs, as in the lab.
    this.startLoadBalancer();
    this.startProgram(etcd(this.plan));
    this.startProgram(kubeApiserver(this.plan));
    await waitFor({ what: "the API server", seconds: 30 }, () => this.kubectl(["get", "--raw", "/readyz"]));
    await Promise.all(this.topology.nodes.map(({ name }) => this.addNode(name)));
    await waitFor({ what: "the load balancer's view", seconds: 10 }, () => this.view());
  }

  async down(): Promise<void> {
    if (this.holder !== undefined) {
      process.kill(this.holder, "SIGKILL");
      const holder = this.holder;
      await waitFor({ what: "the bench to end", seconds: 10 }, () => (isAlive(holder) ? undefined : true));
    }
    rmSync(this.folder, { recursive: true });
  }

  inRouter(argv: readonly string[], input?: string): Promise<string> {
    return run([...this.enter({ kind: "router" }), ...argv], input === undefined ? {} : { input });
  }

  inNetwork(name: string, argv: readonly string[]): Promise<string> {
    return run([...this.enter({ kind: "network", name }), ...argv]);
  }

  kubectl(args: readonly string[], input?: unknown): Promise<string> {
    const { binary, folder } = this.plan;
    const argv = [binary("kubectl"), "--kubeconfig", kubeconfigFile(folder, "admin"), ...args];
    return this.inRouter(argv, input === undefined ? undefined : JSON.stringify(input));
  }

  view(): LoadBalancerView {
    return JSON.parse(readFileSync(loadBalancerView(this.folder), "utf8")) as LoadBalancerView;
  }

  /** What the load balancer told its user so far. */
  log(): string {
    return readFileSync(logFile(this.folder, "load-balancer"), "utf8");
  }

  startLoadBalancer(): void {
    this.balancer = this.startProgram(loadBalancer(this.plan));
  }

  async endLoadBalancer(): Promise<void> {
    const { balancer } = this;
    if (balancer === undefined) throw new Error("the load balancer was not started");
    const ended = once(balancer, "exit");
    process.kill(childOf(balancer.pid), "SIGTERM");
    await ended;
  }

  async setReady(node: string, status: "True" | "False"): Promise<void> {
    const patch = { status: { conditions: [{ type: "Ready", status }] } };
    await this.kubectl(["patch", "node", node, "--subresource=status", "-p", JSON.stringify(patch)]);
  }

  /** A node with a listener on the Service's port, but without the frontend IP: see {@link learn}. */
  async node(name: string): Promise<Dialogue> {
    const dialogue = this.standIn({ kind: "network", name }, ["node", name]);
    await dialogue.ask("");
    return dialogue;
  }

  client(name: string): Dialogue {
    return this.standIn({ kind: "network", name }, ["client"]);
  }

  /** The node takes packets for the frontend IP from now on, as it does once its kube-proxy knows it. */
  async learn(node: string, frontendIP: string): Promise<void> {
    await this.inNetwork(node, ["ip", "address", "add", `${frontendIP}/32`, "dev", "lo"]);
  }

  /** … and no longer. */
  async forget(node: string, frontendIP: string): Promise<void> {
    await this.inNetwork(node, ["ip", "address", "delete", `${frontendIP}/32`, "dev", "lo"]);
  }

  private async addNode(name: string): Promise<void> {
    await this.kubectl(["create", "-f", "-"], { apiVersion: "v1", kind: "Node", metadata: { name } });
    await this.setReady(name, "True");
  }

  private enter(place: Place): string[] {
    return [
      ...["nsenter", "--target", String(this.holder), "--mount", "--net", "--pid", "--"],
      ...placePrefix(this.folder, place),
    ];
  }

  private async openNamespaces(): Promise<void> {
    const namespaces = ["--pid", "--mount", "--net", "--fork", "--kill-child=KILL", "--mount-proc"];
    const init = "mount -t tmpfs tmpfs /run; echo ready; trap : TERM; while :; do sleep 3600 & wait; done";
    const unshare = spawn("unshare", [...namespaces, "bash", "-c", init], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise((resolve) => unshare.stdout.once("data", resolve));
    unshare.stdout.destroy();
    this.holder = childOf(unshare.pid);
  }

  private startProgram({ name, place, argv, files }: Program): ChildProcess {
    for (const [path, content] of Object.entries(files)) writeFileSync(path, content);
    const log = openSync(logFile(this.folder, name), "a");
    const [program = "", ...args] = [...this.enter(place), ...argv];
    return spawn(program, args, { stdio: ["ignore", log, log] });
  }

  private standIn(place: Place, args: readonly string[]): Dialogue {
    const argv = [process.execPath, "--require", require.resolve("tsx/cjs"), STAND_IN, ...args];
    const [program = "", ...rest] = [...this.enter(place), ...argv];
    return dialogueWith(spawn(program, rest, { stdio: ["pipe", "pipe", "inherit"] }));
  }
}

function dialogueWith(child: ChildProcessByStdio<Writable, Readable, null>): Dialogue {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      if (line !== "") child.stdin.write(`${line}\n`);
      const { value } = (await lines.next()) as { value: string };
      return JSON.parse(value) as unknown;
    },
  };
}

/** `unshare` and `nsenter` start the program as their only child. */
function childOf(pid = 0): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
