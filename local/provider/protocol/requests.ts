import { CheckRequest as CheckMessage } from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { EngineLog } from "./engine";
import type { Autonaming, ChangeRequest, CheckRequest, ExistingRequest, Operation } from "./provider";
import { fromStruct } from "./value";

/** What every message on a resource has, and what some have. */
export interface Head {
  getUrn(): string;
  getType(): string;
  getTimeout?(): number;
  getPreview?(): boolean;
}

export function operationOf(head: Head, log: EngineLog, signal: AbortSignal): Operation {
  const urn = head.getUrn();
  const timeout = head.getTimeout?.() ?? 0;
  return {
    preview: head.getPreview?.() ?? false,
    signal,
    timeoutSeconds: timeout > 0 ? timeout : undefined,
    progress: (message) => {
      log.progress(urn, message);
    },
    warn: (message) => {
      log.warn(urn, message);
    },
  };
}

export function checkRequest(message: CheckMessage): CheckRequest {
  return {
    token: message.getType(),
    name: message.getName(),
    olds: fromStruct(message.getOlds()),
    news: fromStruct(message.getNews()),
    randomSeed: message.getRandomseed_asU8(),
    autonaming: autonamingOf(message),
  };
}

/** Read and Delete call the old outputs `properties`, and Read the old inputs just `inputs`. */
export function existingRequest(
  message: { getType(): string; getId(): string; getProperties(): Struct | undefined },
  oldInputs: Struct | undefined,
): ExistingRequest {
  return {
    token: message.getType(),
    id: message.getId(),
    oldInputs: fromStruct(oldInputs),
    oldOutputs: fromStruct(message.getProperties()),
  };
}

export function changeRequest(message: {
  getType(): string;
  getId(): string;
  getOldInputs(): Struct | undefined;
  getOlds(): Struct | undefined;
  getNews(): Struct | undefined;
}): ChangeRequest {
  return {
    token: message.getType(),
    id: message.getId(),
    oldInputs: fromStruct(message.getOldInputs()),
    oldOutputs: fromStruct(message.getOlds()),
    news: fromStruct(message.getNews()),
  };
}

function autonamingOf(message: CheckMessage): Autonaming | undefined {
  const { Mode } = CheckMessage.AutonamingOptions;
  const given = message.getAutonaming();
  if (given === undefined) return undefined;
  if (given.getMode() === Mode.DISABLE) return { mode: "disable" };
  return { mode: given.getMode() === Mode.ENFORCE ? "enforce" : "propose", name: given.getProposedName() };
}
