import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubeconfig } from "../../../local/kubeconfig";
import { Authority, serviceAccountKeys } from "../../../local/pki";
import { run } from "../../../system/command";
import { waitFor } from "../../../system/deadline";
import { findToolchain } from "../../../toolchain/find";

/**
 * A real API server on loopback with its etcd and the controllers that end objects; what those of workloads and load balancers would
 * say, a test says itself.
 */
export class ApiServerProcess {
  readonly folder = mkdtempSync(join(tmpdir(), "kubernetes-plugin-"));
  private readonly toolchain = findToolchain();
  private readonly processes: ChildProcess[] = [];
  private config = "";

  /** The administrator's, as text. */
  get kubeconfig(): string {
    return this.config;
  }

  async up(): Promise<void> {
    const [etcdPort, peerPort, port] = await freePorts();
    const authority = await Authority.create("test");
    await this.writeIdentities(authority);
    const identity = await authority.issue({ user: "admin", groups: ["system:masters"] });
    const server = `https://127.0.0.1:${port}`;
    this.config = kubeconfig({ name: "test", server, authority: authority.certificate, identity });
    writeFileSync(join(this.folder, "kubeconfig"), this.config, { mode: 0o600 });
    const etcd = `http://127.0.0.1:${etcdPort}`;
    this.start("etcd", [
      `--data-dir=${join(this.folder, "etcd")}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
      "--unsafe-no-fsync",
      "--log-level=warn",
    ]);
    await waitFor({ what: "etcd", seconds: 20 }, async () => (await fetch(`${etcd}/health`)).ok || undefined);
    this.start("kube-apiserver", this.apiServerArguments(etcd, port));
    await waitFor({ what: "the API server", seconds: 60 }, () => this.kubectl("get", "--raw", "/readyz"));
    this.start("kube-controller-manager", [
      `--kubeconfig=${join(this.folder, "kubeconfig")}`,
      "--controllers=garbage-collector-controller,namespace-controller",
      "--leader-elect=false",
      "--secure-port=0",
    ]);
  }

  async down(): Promise<void> {
    for (const child of this.processes.splice(0).reverse()) await kill(child);
    rmSync(this.folder, { recursive: true });
  }

  /** Ends all but etcd, as when a cluster dies. */
  async kill(): Promise<void> {
    for (const child of this.processes.splice(1)) await kill(child);
  }

  kubectl(...args: string[]): Promise<string> {
    return this.kubectlWith("", ...args);
  }

  kubectlWith(input: string, ...args: string[]): Promise<string> {
    const kubectl = [this.toolchain.program("kubectl"), "--kubeconfig", join(this.folder, "kubeconfig")];
    return run([...kubectl, ...args], { input });
  }

  async object(kind: string, name: string): Promise<unknown> {
    return JSON.parse(await this.kubectl("get", kind, name, "-o", "json", "--show-managed-fields"));
  }

  /** Says of an object what a controller would. */
  async setStatus(kind: string, name: string, status: object): Promise<void> {
    const patch = JSON.stringify({ status });
    await this.kubectl("patch", kind, name, "--subresource=status", "--type=merge", "--patch", patch);
  }

  private start(
    program: "etcd" | "kube-apiserver" | "kube-controller-manager",
    args: readonly string[],
  ): void {
    const log = openSync(join(this.folder, `${program}.log`), "a");
    this.processes.push(spawn(this.toolchain.program(program), args, { stdio: ["ignore", log, log] }));
  }

  private async writeIdentities(authority: Authority): Promise<void> {
    const serving = await authority.issue({ user: "kube-apiserver", serves: { addresses: ["127.0.0.1"] } });
    const accounts = await serviceAccountKeys();
    const files = {
      "ca.crt": authority.certificate,
      "server.crt": serving.certificate,
      "server.key": serving.key,
      "accounts.key": accounts.privateKey,
      "accounts.pub": accounts.publicKey,
    };
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.folder, name), text, { mode: 0o600 });
    }
  }

  private apiServerArguments(etcd: string, port: number): string[] {
    const file = (name: string): string => join(this.folder, name);
    return [
      `--etcd-servers=${etcd}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${port}`,
      // Nobody but this test talks to it, and a loopback address may not be advertised.
      "--advertise-address=192.0.2.1",
      "--endpoint-reconciler-type=none",
      "--service-cluster-ip-range=10.0.0.0/24",
      `--client-ca-file=${file("ca.crt")}`,
      `--tls-cert-file=${file("server.crt")}`,
      `--tls-private-key-file=${file("server.key")}`,
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${file("accounts.pub")}`,
      `--service-account-signing-key-file=${file("accounts.key")}`,
      "--authorization-mode=RBAC",
      // Without its controller no namespace has the account that pods would need.
      "--disable-admission-plugins=ServiceAccount",
    ];
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function freePorts(): Promise<[number, number, number]> {
  const servers = await Promise.all([listen(), listen(), listen()]);
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports as [number, number, number];
}

function listen() {
  return new Promise<ReturnType<typeof createServer>>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      resolve(server);
    });
  });
}
