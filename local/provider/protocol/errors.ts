import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ProblemsError } from "../../../system/problems";
import { PartialFailure } from "./provider";
import { toStruct } from "./value";

/** An error as the engine understands it: what the user can mend, what exists half made, or something else. */
export function toServiceError(error: unknown): Partial<ServiceError> {
  if (error instanceof PartialFailure) {
    return { code: status.UNKNOWN, details: error.message, metadata: partialFailureDetails(error) };
  }
  if (error instanceof ProblemsError) return { code: status.INVALID_ARGUMENT, details: error.message };
  const { name, message = String(error) } = error as Partial<Error>;
  if (name === "AbortError") return { code: status.CANCELLED, details: "cancelled" };
  return { code: status.UNKNOWN, details: message };
}

/** gRPC carries typed details of an error in this one header, as a serialised google.rpc.Status. */
function partialFailureDetails(failure: PartialFailure): Metadata {
  const detail = new ErrorResourceInitFailed()
    .setId(failure.id)
    .setProperties(toStruct(failure.outputs))
    .setReasonsList([...failure.reasons]);
  if (failure.inputs !== undefined) detail.setInputs(toStruct(failure.inputs));
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const whole = new Status().setCode(status.UNKNOWN).setMessage(failure.message).setDetailsList([any]);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
  return metadata;
}
