import { request } from "node:http";
import { connect } from "node:net";
import type { HealthProbe } from "./balancedService";
import type { ProbeResult } from "./verdict";

export interface Question {
  /** The address it is sent from. */
  readonly source: string;
  readonly sourcePort?: number;
  readonly address: string;
  readonly timeoutMs: number;
}

/** Asks a node once by the health probe of a rule; never rejects. */
export function askHealth(question: Question, probe: HealthProbe): Promise<ProbeResult> {
  switch (probe.protocol) {
    case "Tcp":
      return connects(question, probe.port).then((connected) => (connected ? "up" : "silent"));
    case "Http":
      return answersHttp(question, probe.port, probe.requestPath);
  }
}

/**
 * Whether a TCP connection comes about. From a given source port it is reset, not closed: closing keeps the port busy for a minute.
 * Never rejects.
 */
export function connects(
  { source, sourcePort, address, timeoutMs }: Question,
  port: number,
): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const from = { localAddress: source, ...(sourcePort === undefined ? {} : { localPort: sourcePort }) };
    const socket = connect({ host: address, port, ...from });
    const end = (connected: boolean): void => {
      clearTimeout(timer);
      if (sourcePort === undefined) socket.destroy();
      else socket.resetAndDestroy();
      resolve(connected);
    };
    const timer = setTimeout(end, timeoutMs, false);
    socket.on("connect", () => {
      end(true);
    });
    socket.on("error", () => {
      end(false);
    });
  }).catch(() => false);
}

/** Azure takes 200 alone for success; any other answer is a no. */
function answersHttp(
  { source, address, timeoutMs }: Question,
  port: number,
  path: string,
): Promise<ProbeResult> {
  return new Promise<ProbeResult>((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const options = { host: address, port, path, localAddress: source, agent: false as const, signal };
    const call = request(options, (response) => {
      response.resume();
      response.on("error", () => undefined);
      resolve(response.statusCode === 200 ? "up" : "down");
    });
    call.on("error", () => {
      resolve("silent");
    });
    call.end();
  }).catch(() => "silent");
}
