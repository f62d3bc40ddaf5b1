import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** The part of Pulumi's engine that providers talk to: it keeps what they say. */
export class EngineStandIn {
  readonly messages: LogRequest.AsObject[] = [];
  private readonly server = new Server();

  /** @returns its address. */
  async up(): Promise<string> {
    const methods: UntypedServiceImplementation = {
      log: ({ request }: { request: LogRequest }, callback: (error: null, answer: Empty) => void) => {
        this.messages.push(request.toObject());
        callback(null, new Empty());
      },
    };
    this.server.addService(EngineService, methods);
    return new Promise((resolve, reject) => {
      this.server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(`127.0.0.1:${port}`);
        else reject(error);
      });
    });
  }

  down(): void {
    this.server.forceShutdown();
  }
}
