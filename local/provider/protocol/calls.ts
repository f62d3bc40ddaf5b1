import type { handleUnaryCall } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { describe, ProblemsError, type Problem } from "../../../system/problems";
import { toServiceError } from "./errors";
import type { Awaitable, Checked, Failure } from "./provider";
import type { Properties } from "./value";

/** Some methods of the gRPC service. What a provider leaves out, such as Construct, gRPC answers with UNIMPLEMENTED. */
export type Methods = Partial<IResourceProviderServer>;

/** Why operations end when the user cancels the update. */
export function cancellation(): DOMException {
  return new DOMException("cancelled", "AbortError");
}

/** The calls that are being answered. */
export class Calls {
  private readonly running = new Set<Promise<void>>();

  /** A method of the service from a function that returns its answer or throws. */
  readonly unary =
    <Request, Response>(
      work: (request: Request) => Awaitable<Response>,
    ): handleUnaryCall<Request, Response> =>
    ({ request }, callback) => {
      const call = Promise.resolve(request)
        .then(work)
        .then(
          (response) => {
            callback(null, response);
          },
          (error: unknown) => {
            callback(toServiceError(error));
          },
        )
        .finally(() => this.running.delete(call));
      this.running.add(call);
    };

  /** Once all that run now are answered. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }
}

/** What the user can mend is a failure of the check, which the engine shows with its property; all at once. */
export async function checked(news: Properties, work: () => Awaitable<Checked>): Promise<Checked> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return { inputs: news, failures: error.problems.map((problem) => failureOf(problem, news)) };
  }
}

/** The engine writes an input's name and value itself; of a thing that is no input it would write nonsense. */
function failureOf(problem: Problem, inputs: Properties): Failure {
  const { key, rule, wayOut } = problem;
  if (inputs[key] === undefined) return { property: "", reason: describe(problem) };
  return { property: key, reason: `${rule}. ${wayOut}` };
}
