import type { handleUnaryCall } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ProblemsError } from "../../system/problems";
import { toServiceError } from "./errors";
import type { Awaitable, Checked } from "./provider";
import type { Properties } from "./value";

/** Some methods of the gRPC service. What a provider leaves out, such as Construct, gRPC answers with UNIMPLEMENTED. */
export type Methods = Partial<IResourceProviderServer>;

/** A method of the service from a function that returns its answer or throws. */
export function unary<Request, Response>(
  work: (request: Request) => Awaitable<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    Promise.resolve(request)
      .then(work)
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(toServiceError(error));
        },
      );
  };
}

/** What the user can mend is a failure of the check, which the engine shows with its property; all at once. */
export async function checked(news: Properties, work: () => Awaitable<Checked>): Promise<Checked> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    const failures = error.problems.map(({ key, value, rule, wayOut }) => ({
      property: key,
      reason: `${value}: ${rule}. ${wayOut}`,
    }));
    return { inputs: news, failures };
  }
}
