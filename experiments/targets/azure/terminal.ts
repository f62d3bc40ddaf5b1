import { StringDecoder } from "node:string_decoder";
import { WebSocket, type RawData } from "ws";

/** ACI loses what a message has beyond 50 characters (Azure/azure-sdk-for-js#6487). */
const MESSAGE = 40;
const HANDSHAKE = 30_000;

/** The terminal of a program in a container, at the other end of a WebSocket: text to and fro, nothing else. */
export class Terminal {
  #output = "";
  readonly #decoder = new StringDecoder("utf8");
  /** Called at each news. */
  #look: () => void = () => undefined;
  /** Why there is no more to come. */
  #end: string | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (data) => {
      this.#output += this.#decoder.write(bytesOf(data));
      this.#look();
    });
    socket.on("open", () => {
      this.#look();
    });
    socket.on("error", (error) => {
      this.#end ??= error.message;
    });
    socket.on("close", (code, reason) => {
      this.#end ??= `it was closed (${[code, reason.toString("utf8")].filter(Boolean).join(", ")})`;
      this.#look();
    });
  }

  /** @throws when nobody is there; the signal's reason when aborted. */
  static async open(uri: string, signal: AbortSignal): Promise<Terminal> {
    const socket = new WebSocket(uri, { handshakeTimeout: HANDSHAKE });
    const terminal = new Terminal(socket);
    try {
      await terminal.until(() => socket.readyState === WebSocket.OPEN, signal);
      return terminal;
    } catch (error) {
      socket.terminate();
      throw error;
    }
  }

  /** All that it has shown. */
  get output(): string {
    return this.#output;
  }

  async type(text: string): Promise<void> {
    for (let at = 0; at < text.length; at += MESSAGE) await this.#send(text.slice(at, at + MESSAGE));
  }

  /** Resolves once `seen` is true of the output. @throws when the connection ends before; the signal's reason when aborted. */
  async until(seen: (output: string) => boolean, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (seen(this.#output)) resolve();
        else if (signal.aborted) reject(signal.reason as Error);
        else if (this.#end !== undefined) reject(new Error(`the connection to the container: ${this.#end}`));
        else return;
        this.#look = () => undefined;
        signal.removeEventListener("abort", look);
      };
      this.#look = look;
      signal.addEventListener("abort", look);
      look();
    });
  }

  /** Types `key`, such as Ctrl-C, where anybody still listens. */
  async interrupt(key: string): Promise<void> {
    if (this.#end === undefined) await this.#send(key).catch(() => undefined);
  }

  /** Types `goodBye` and gives the other side `milliseconds` to close first: what ends itself leaves nothing behind. */
  async close(goodBye: string, milliseconds: number): Promise<void> {
    await this.interrupt(goodBye);
    await this.until(() => false, AbortSignal.timeout(milliseconds)).catch(() => undefined);
    this.socket.terminate();
  }

  #send(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.send(text, (error) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
