import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { ServiceError } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { kubernetesProvider } from "../../../plugins/kubernetes/kubernetesProvider";
import { listen, type Listening } from "../../../plugins/protocol/serve";
import { fromStruct, toStruct, type Properties } from "../../../plugins/protocol/value";
import { EngineStandIn } from "../../plugins/protocol/engineStandIn";
import { ProviderClient } from "../../plugins/protocol/providerClient";

/** A resource as the engine keeps it. */
export interface Kept {
  readonly token: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Does with the provider what the engine would: checks, then creates, updates, reads, deletes, over gRPC. */
export class Driver {
  readonly engine = new EngineStandIn();
  private listening: Listening | undefined;
  private clientOrNone: ProviderClient | undefined;

  async up(kubeconfig: string, settings: Properties = {}): Promise<void> {
    this.listening = await listen(kubernetesProvider(), await this.engine.up());
    this.clientOrNone = new ProviderClient(this.listening.port);
    const args = toStruct({ kubeconfig, clusterIdentifier: "test", ...settings });
    await this.client.configure(new rpc.ConfigureRequest().setArgs(args));
  }

  async down(): Promise<void> {
    this.clientOrNone?.close();
    await this.listening?.stop();
    this.engine.down();
  }

  get client(): ProviderClient {
    if (this.clientOrNone === undefined) throw new Error("the driver is not up");
    return this.clientOrNone;
  }

  async check(token: string, news: Properties, olds: Properties = {}): Promise<Properties> {
    const request = new rpc.CheckRequest()
      .setUrn(urnOf(token))
      .setType(token)
      .setName("thing")
      .setNews(toStruct(news))
      .setOlds(toStruct(olds))
      .setRandomseed(new Uint8Array([1]));
    return fromStruct((await this.client.check(request)).getInputs());
  }

  async create(token: string, news: Properties, timeoutSeconds = 0): Promise<Kept> {
    const inputs = await this.check(token, news);
    const request = new rpc.CreateRequest()
      .setUrn(urnOf(token))
      .setType(token)
      .setProperties(toStruct(inputs))
      .setTimeout(timeoutSeconds);
    const answer = await this.client.create(request);
    return { token, id: answer.getId(), inputs, outputs: fromStruct(answer.getProperties()) };
  }

  async previewCreate(token: string, news: Properties): Promise<Properties> {
    const inputs = await this.check(token, news);
    const request = new rpc.CreateRequest()
      .setUrn(urnOf(token))
      .setType(token)
      .setProperties(toStruct(inputs))
      .setPreview(true);
    return fromStruct((await this.client.create(request)).getProperties());
  }

  async diff(kept: Kept, news: Properties): Promise<Record<string, rpc.PropertyDiff.Kind>> {
    const request = new rpc.DiffRequest()
      .setUrn(urnOf(kept.token))
      .setType(kept.token)
      .setId(kept.id)
      .setOldInputs(toStruct(kept.inputs))
      .setOlds(toStruct(kept.outputs))
      .setNews(toStruct(await this.check(kept.token, news, kept.inputs)));
    const changes = (await this.client.diff(request)).toObject().detaileddiffMap;
    return Object.fromEntries(changes.map(([path, { kind }]) => [path, kind]));
  }

  async update(kept: Kept, news: Properties, preview = false): Promise<Kept> {
    const inputs = await this.check(kept.token, news, kept.inputs);
    const request = new rpc.UpdateRequest()
      .setUrn(urnOf(kept.token))
      .setType(kept.token)
      .setId(kept.id)
      .setOldInputs(toStruct(kept.inputs))
      .setOlds(toStruct(kept.outputs))
      .setNews(toStruct(inputs))
      .setPreview(preview);
    const outputs = fromStruct((await this.client.update(request)).getProperties());
    return { ...kept, inputs, outputs };
  }

  /** `undefined` when it is gone. */
  async refresh(kept: Kept): Promise<Kept | undefined> {
    const request = new rpc.ReadRequest()
      .setUrn(urnOf(kept.token))
      .setType(kept.token)
      .setId(kept.id)
      .setInputs(toStruct(kept.inputs))
      .setProperties(toStruct(kept.outputs));
    const answer = await this.client.read(request);
    if (answer.getId() === "") return undefined;
    const [inputs, outputs] = [fromStruct(answer.getInputs()), fromStruct(answer.getProperties())];
    return { ...kept, inputs, outputs };
  }

  async delete(kept: Kept): Promise<void> {
    const request = new rpc.DeleteRequest()
      .setUrn(urnOf(kept.token))
      .setType(kept.token)
      .setId(kept.id)
      .setOldInputs(toStruct(kept.inputs))
      .setProperties(toStruct(kept.outputs));
    await this.client.delete(request);
  }
}

/** What the engine keeps of a resource that exists and does not work. */
export function partialFailure(error: ServiceError): rpc.ErrorResourceInitFailed {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const [any] = Status.deserializeBinary(new Uint8Array(bytes as Buffer)).getDetailsList();
  return rpc.ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
}

function urnOf(token: string): string {
  return `urn:pulumi:test::test::${token}::thing`;
}
