import { spawn } from "node:child_process";

export interface PortForward {
  /** On 127.0.0.1 of this machine. */
  readonly port: number;
  /** Ends it, and it alone. */
  close(): void;
}

/**
 * Starts `argv`, a `kubectl port-forward` to a free port, and returns once it listens.
 * @throws Error with what it said when it ends instead.
 */
export function startPortForward(argv: readonly string[]): Promise<PortForward> {
  const [program = "", ...args] = argv;
  // A session of its own: the Ctrl-C of who works in the shell behind it is not meant for it.
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (text: string): void => {
      said += text;
      const port = /^Forwarding from 127\.0\.0\.1:(\d+) ->/m.exec(said)?.[1];
      if (port !== undefined) resolve({ port: Number(port), close: () => child.kill() });
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.once("error", reject);
    child.once("close", (code) => {
      reject(new Error(`kubectl port-forward ended (${code ?? "by a signal"}): ${said.trim()}`));
    });
  });
}
