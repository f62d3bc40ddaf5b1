import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocketServer, type WebSocket } from "ws";
import { senderFile } from "../../../../sender/place";

/** ACI's bound as users found it: what a message has beyond it does not arrive. */
const MESSAGE = 50;

export const PASSWORD = "pass^w0rd<never-in-a-log>";

export interface ContainerOptions {
  /** The shell of the container. */
  readonly shell?: string;
  /** The container's `node`, as a shell script; the real one with the real sender unless given. */
  readonly node?: string;
  /** Bytes of each message that holds the shell's output; ACI cuts where it likes, inside a letter too. */
  readonly cut?: number;
}

/** What Azure Container Instances does for `exec`: a WebSocket, a password, and a real shell on a pseudo terminal. */
export class FakeContainer {
  readonly #folder = mkdtempSync(join(tmpdir(), "lab-container-"));
  readonly shells: ChildProcess[] = [];
  readonly passwords: string[] = [];
  readonly messages: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
    private readonly options: ContainerOptions,
  ) {
    const { node = `exec ${process.execPath} ${senderFile}` } = options;
    const script = `#!/bin/sh\necho $$ >${this.#pidFile}\n[ "$*" = /lab/sender.js ] || exit 64\n${node}\n`;
    writeFileSync(join(this.#folder, "node"), script, { mode: 0o755 });
    sockets.on("connection", (socket) => {
      this.#serve(socket);
    });
  }

  static async start(options: ContainerOptions = {}): Promise<FakeContainer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new FakeContainer(server, new WebSocketServer({ server }), options);
  }

  get webSocketUri(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/execstream/sessionId/1?api-version=1.0`;
  }

  /** The process id of the sender, once it runs. */
  get senderPid(): number {
    return Number(readFileSync(this.#pidFile, "utf8"));
  }

  /** Cuts every connection as a lost network does: nobody is told. */
  cutAll(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  async close(): Promise<void> {
    this.cutAll();
    for (const shell of this.shells) shell.kill("SIGKILL");
    this.sockets.close();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.#folder, { recursive: true });
  }

  get #pidFile(): string {
    return join(this.#folder, "pid");
  }

  #serve(socket: WebSocket): void {
    let shell: ChildProcess | undefined;
    socket.on("message", (data) => {
      const text = (data as Buffer).toString("utf8");
      if (shell !== undefined) {
        this.messages.push(text);
        shell.stdin?.write(text.slice(0, MESSAGE));
        return;
      }
      this.passwords.push(text);
      if (text !== PASSWORD) socket.close(1008, "wrong password");
      else {
        // Azure begins with a message that is empty (Azure/azure-cli#16000).
        socket.send("");
        shell = this.#start(socket);
      }
    });
    socket.on("close", () => shell?.stdin?.destroy());
  }

  #start(socket: WebSocket): ChildProcess {
    const { shell: program = "/bin/sh", cut } = this.options;
    const shell = spawn("script", ["--quiet", "--flush", "--return", "--command", program, "/dev/null"], {
      env: { PATH: `${this.#folder}:${process.env.PATH ?? ""}`, TERM: "xterm", PS1: "# " },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.shells.push(shell);
    shell.stdin.on("error", () => undefined);
    shell.stdout.on("data", (data: Buffer) => {
      for (let at = 0; at < data.length; at += cut ?? data.length)
        socket.send(data.subarray(at, at + (cut ?? data.length)));
    });
    shell.once("close", () => {
      socket.close();
    });
    return shell;
  }
}
