import { fstatSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Calls, cancellation } from "./calls";
import { EngineLog } from "./engine";
import type { Provider } from "./provider";
import { serviceOf } from "./service";

/** For answers on their way to the engine. */
const LAST_BYTES_MS = 100;

/** A provider that listens. */
export interface Listening {
  readonly port: number;
  /** Cancels what runs, and resolves once the last answer is sent. */
  readonly stop: () => Promise<void>;
}

/** Serves a provider on a free port of 127.0.0.1. @param engine `host:port` where its messages go. */
export async function listen(provider: Provider, engine: string | undefined): Promise<Listening> {
  const log = new EngineLog(engine);
  const calls = new Calls();
  const cancel = new AbortController();
  // Secrets, kubeconfigs and live objects together can exceed gRPC's usual 4 MB.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, serviceOf(provider, log, calls, cancel));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  const stop = async () => {
    cancel.abort(cancellation());
    await calls.settled();
    // A connection that is only just being opened keeps a graceful shutdown from ending.
    await Promise.race([promisify(server.tryShutdown.bind(server))(), sleep(LAST_BYTES_MS)]);
    server.forceShutdown();
    log.close();
  };
  return { port, stop };
}

/**
 * Runs a provider as the process that Pulumi's engine started: the engine's address is the last argument, the port is the first line
 * on standard output, and the process ends with the engine.
 */
export async function serve(provider: Provider): Promise<void> {
  const engine = process.argv.slice(2).at(-1);
  const { port, stop } = await listen(provider, engine);
  process.stdout.write(`${port}\n`);
  const end = () => {
    void stop().then(() => process.exit(0));
  };
  process.once("SIGINT", end).once("SIGTERM", end);
  // Whoever starts a provider holds a pipe to it for as long as they live, and never write into it.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.once("end", end).resume();
}
