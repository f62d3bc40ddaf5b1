import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** Where a provider's messages go: the engine's display. */
export class EngineLog {
  private readonly client: EngineClient | undefined;
  private readonly told = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();

  /** @param address `host:port` of the engine; without one, as under a debugger, messages are dropped. */
  constructor(address: string | undefined) {
    this.client = address === undefined ? undefined : new EngineClient(address, credentials.createInsecure());
  }

  /** Beside the resource, until the next one. */
  progress(urn: string, message: string): void {
    this.told.add(urn);
    this.send(urn, LogSeverity.INFO, message, true);
  }

  /** The last word on a resource would stay beside it when it is long done. */
  clearProgress(urn: string): void {
    if (this.told.delete(urn)) this.send(urn, LogSeverity.INFO, "", true);
  }

  warn(urn: string, message: string): void {
    this.send(urn, LogSeverity.WARNING, message, false);
  }

  /** Once every message so far has arrived: the engine may end its providers right after an answer. */
  async flush(): Promise<void> {
    await Promise.all(this.underWay);
  }

  close(): void {
    this.client?.close();
  }

  private send(urn: string, severity: LogSeverity, message: string, ephemeral: boolean): void {
    const { client } = this;
    if (client === undefined) return;
    const request = new LogRequest()
      .setUrn(urn)
      .setSeverity(severity)
      .setMessage(message)
      .setEphemeral(ephemeral);
    const sent = new Promise<void>((resolve) => {
      // An engine that went away shows nothing, and that is all that is lost.
      client.log(request, () => {
        resolve();
      });
    }).finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
  }
}
