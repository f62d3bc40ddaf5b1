import { CreateResponse, ReadResponse, UpdateResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { checkResponse, diffResponse } from "./answers";
import type { EngineLog } from "./engine";
import type { Awaitable, Operation, Provider, Resource } from "./provider";
import { changeRequest, checkRequest, existingRequest, operationOf, type Head } from "./requests";
import { checked, type Calls, type Methods } from "./calls";
import { fromStruct, toStruct } from "./value";

/** The methods of the service that act on one resource. */
export function resourceMethods(
  provider: Provider,
  unary: Calls["unary"],
  log: EngineLog,
  signal: AbortSignal,
): Methods {
  /** A method from a function on the resource type that the message names. */
  const on = <Message extends Head, Response>(
    work: (resource: Resource, operation: Operation, message: Message) => Awaitable<Response>,
  ) =>
    unary(async (message: Message) => {
      const token = message.getType();
      const resource = provider.resource(token);
      if (resource === undefined)
        throw new Error(`the provider ${provider.name} has no resource type ${token}`);
      try {
        return await work(resource, operationOf(message, log, signal), message);
      } finally {
        log.clearProgress(message.getUrn());
        await log.flush();
      }
    });

  return {
    check: on(async (resource, operation, message) => {
      const request = checkRequest(message);
      return checkResponse(await checked(request.news, () => resource.check(request, operation)));
    }),
    diff: on(async (resource, operation, message) =>
      diffResponse(await resource.diff(changeRequest(message), operation)),
    ),
    create: on(async (resource, operation, message) => {
      const inputs = fromStruct(message.getProperties());
      const { id, outputs } = await resource.create({ token: message.getType(), inputs }, operation);
      return new CreateResponse().setId(operation.preview ? "" : id).setProperties(toStruct(outputs));
    }),
    read: on(async (resource, operation, message) => {
      const found = await resource.read(existingRequest(message, message.getInputs()), operation);
      if (found === undefined) return new ReadResponse();
      const { id, inputs, outputs } = found;
      return new ReadResponse().setId(id).setInputs(toStruct(inputs)).setProperties(toStruct(outputs));
    }),
    update: on(async (resource, operation, message) => {
      if (resource.update === undefined) throw new Error(`${message.getType()} cannot be updated in place`);
      const outputs = await resource.update(changeRequest(message), operation);
      return new UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: on(async (resource, operation, message) => {
      await resource.delete(existingRequest(message, message.getOldInputs()), operation);
      return new Empty();
    }),
  };
}
