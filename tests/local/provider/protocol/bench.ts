import type { ServiceError } from "@grpc/grpc-js";
import {
  PartialFailure,
  type Operation,
  type Provider,
  type Resource,
} from "../../../../local/provider/protocol/provider";
import { listen, type Listening } from "../../../../local/provider/protocol/serve";
import { secret, type Properties } from "../../../../local/provider/protocol/value";
import { ProblemsError } from "../../../../system/problems";
import { EngineStandIn } from "./engineStandIn";
import { ProviderClient } from "./providerClient";

/** Does what its inputs say, and keeps what it was given. */
export class Thing implements Resource {
  seen: { request: unknown; operation: Operation } | undefined;

  check(request: { news: Properties }, operation: Operation) {
    this.seen = { request, operation };
    if (request.news.broken === true) throw new TypeError("a bug");
    if (request.news.size !== "wrong") return { inputs: { ...request.news, name: "made up" } };
    throw new ProblemsError([
      { key: "size", value: "wrong", rule: "it must be a number", wayOut: "Give 3" },
      { key: "colour", value: "missing", rule: "it must be there", wayOut: "Give red" },
    ]);
  }

  diff(request: { oldInputs: Properties }) {
    this.seen = { request, operation: {} as Operation };
    if (request.oldInputs.size === undefined) return { changes: [] };
    const path = ["spec", "size"];
    return {
      deleteBeforeReplace: true,
      changes: [
        { path, kind: "update" as const, replaces: true },
        { path: ["label"], kind: "add" as const, replaces: false, drifted: true },
      ],
    };
  }

  async create(request: { inputs: Properties }, operation: Operation) {
    this.seen = { request, operation };
    if (request.inputs.half === true)
      throw new PartialFailure("id-1", { made: 1, key: secret("k") }, ["one", "two"]);
    if (request.inputs.slow === true) {
      await new Promise((_, reject) => {
        operation.signal.addEventListener("abort", () => {
          reject(operation.signal.reason as Error);
        });
      });
    }
    operation.progress("half way");
    operation.warn("mind the gap");
    return { id: "id-1", outputs: { ...request.inputs, key: secret("k") } };
  }

  read(request: { id: string }, operation: Operation) {
    this.seen = { request, operation };
    if (request.id === "gone") return undefined;
    return { id: request.id, inputs: { size: 1 }, outputs: { size: 2 } };
  }

  update?: Resource["update"] = (request, operation) => {
    this.seen = { request, operation };
    return { ...request.news, changed: true };
  };

  delete(request: unknown, operation: Operation) {
    this.seen = { request, operation };
  }
}

/** A provider that listens, its engine, and a client of it. */
export interface Bench {
  readonly thing: Thing;
  readonly engine: EngineStandIn;
  readonly listening: Listening;
  readonly client: ProviderClient;
  readonly down: () => Promise<void>;
}

/** @param more what the provider has besides the type `test:index:Thing`. */
export async function setUp(more: Partial<Provider> = {}): Promise<Bench> {
  const thing = new Thing();
  const engine = new EngineStandIn();
  const resource = (token: string): Resource | undefined =>
    token === "test:index:Thing" ? thing : undefined;
  const listening = await listen({ name: "test", version: "1.2.3", resource, ...more }, await engine.up());
  const client = new ProviderClient(listening.port);
  const down = async (): Promise<void> => {
    client.close();
    await listening.stop();
    engine.down();
  };
  return { thing, engine, listening, client, down };
}

export const URN = "urn:pulumi:stack::project::test:index:Thing::thing";

/** Names the resource that a request is about. */
export function on<Request extends { setUrn(urn: string): Request; setType(type: string): Request }>(
  request: Request,
  type = "test:index:Thing",
): Request {
  return request.setUrn(URN).setType(type);
}

export async function errorOf(call: Promise<unknown>): Promise<ServiceError> {
  return call.then(
    () => {
      throw new Error("it should have failed");
    },
    (error: unknown) => error as ServiceError,
  );
}
