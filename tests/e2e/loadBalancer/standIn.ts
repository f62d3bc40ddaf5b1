import { createServer as createHttpServer } from "node:http";
import { connect, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

/**
 * Programs for the namespaces of the bench; each reads one command a line and prints one line of JSON for each answer.
 *   standIn.ts node NAME: stands in for a node with a pod: answers on port 80 what it sees of a connection; health by command.
 *   standIn.ts client: opens connections as told.
 */
export interface Sighting {
  readonly node: string;
  /** Address and port the connection came from, and the address it was sent to, as the node sees them. */
  readonly peerAddress: string;
  readonly peerPort: number;
  readonly localAddress: string;
}

export const FRONTEND_PORT = 80;
export const NODE_PORT = 30080;
export const HEALTH_PORT = 30081;

const SILENCE_MS = 700;

function say(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function onCommand(act: (words: string[]) => void): void {
  createInterface({ input: process.stdin }).on("line", (line) => {
    act(line.split(" "));
  });
}

/** Commands: `health CODE`, `tcp on`, `tcp off`. */
function standInForNode(node: string): void {
  let health = 503;
  const service = createServer((socket) => {
    const { remoteAddress: peerAddress, remotePort: peerPort, localAddress } = socket;
    socket.on("data", () => socket.write(JSON.stringify({ node, peerAddress, peerPort, localAddress })));
    socket.on("error", () => undefined);
  }).listen(FRONTEND_PORT, "0.0.0.0");
  const nodePort = createServer((socket) => socket.on("error", () => undefined).resume());
  const healthCheck = createHttpServer((_, response) => response.writeHead(health).end());
  healthCheck.listen(HEALTH_PORT, "0.0.0.0");
  onCommand(([what, value]) => {
    if (what === "health") health = Number(value);
    if (what === "tcp" && value === "on") nodePort.listen(NODE_PORT, "0.0.0.0");
    if (what === "tcp" && value === "off") nodePort.close();
    say("done");
  });
  service.on("listening", () => {
    say("ready");
  });
}

/**
 * Commands: `new ADDRESS PORT COUNT`: that many connections one after another, answer: a list of sightings, or of what went wrong;
 * `hold ADDRESS PORT`: opens the connection to keep; `again`: one more request on it.
 */
function standInForClient(): void {
  let held: Socket | undefined;
  onCommand(([what, address = "", port = "0", count = "0"]) => {
    if (what === "new") void askAnew(address, Number(port), Number(count)).then(say);
    if (what === "hold") held = connect(Number(port), address);
    if (held !== undefined && what !== "new") void ask(held).then(say);
  });
}

async function askAnew(address: string, port: number, count: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (let i = 0; i < count; i++) {
    const socket = connect(port, address);
    seen.push(await ask(socket));
    socket.destroy();
  }
  return seen;
}

function ask(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SILENCE_MS, "silence");
    socket.once("data", (data: Buffer) => {
      clearTimeout(timer);
      resolve(JSON.parse(data.toString("utf8")));
    });
    socket.once("error", ({ message }) => {
      clearTimeout(timer);
      resolve(message);
    });
    socket.write("?");
  });
}

const [mode, name] = process.argv.slice(2);
if (mode === "node") standInForNode(name ?? "");
if (mode === "client") standInForClient();
