import { credentials, type ServiceError } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A gRPC client of a provider on loopback, its callbacks as promises. */
export class ProviderClient {
  private readonly client: ResourceProviderClient;

  constructor(port: number) {
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  close(): void {
    this.client.close();
  }

  getPluginInfo(): Promise<PluginInfo> {
    return promised((done) => this.client.getPluginInfo(new Empty(), done));
  }

  cancel(): Promise<Empty> {
    return promised((done) => this.client.cancel(new Empty(), done));
  }

  configure(request: rpc.ConfigureRequest): Promise<rpc.ConfigureResponse> {
    return promised((done) => this.client.configure(request, done));
  }

  checkConfig(request: rpc.CheckRequest): Promise<rpc.CheckResponse> {
    return promised((done) => this.client.checkConfig(request, done));
  }

  diffConfig(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    return promised((done) => this.client.diffConfig(request, done));
  }

  invoke(request: rpc.InvokeRequest): Promise<rpc.InvokeResponse> {
    return promised((done) => this.client.invoke(request, done));
  }

  construct(request: rpc.ConstructRequest): Promise<rpc.ConstructResponse> {
    return promised((done) => this.client.construct(request, done));
  }

  check(request: rpc.CheckRequest): Promise<rpc.CheckResponse> {
    return promised((done) => this.client.check(request, done));
  }

  diff(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    return promised((done) => this.client.diff(request, done));
  }

  create(request: rpc.CreateRequest): Promise<rpc.CreateResponse> {
    return promised((done) => this.client.create(request, done));
  }

  read(request: rpc.ReadRequest): Promise<rpc.ReadResponse> {
    return promised((done) => this.client.read(request, done));
  }

  update(request: rpc.UpdateRequest): Promise<rpc.UpdateResponse> {
    return promised((done) => this.client.update(request, done));
  }

  delete(request: rpc.DeleteRequest): Promise<Empty> {
    return promised((done) => this.client.delete(request, done));
  }
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

function promised<Response>(call: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
