import type * as Containers from "@azure/arm-containerinstance";
import type * as Network from "@azure/arm-network";
import type * as Identity from "@azure/identity";
import type { TokenCredential } from "@azure/identity";
import { timeFactor } from "../../../system/deadline";
import { credentialFor } from "./credential";
import { explained, ThrottledError, type Question } from "./armErrors";

export interface ArmOptions {
  /** Who asks; {@link credentialFor} decides unless given. */
  readonly credential?: TokenCredential;
  /** Another Resource Manager than the public cloud's, and whom to trust there. */
  readonly endpoint?: string;
  readonly tlsOptions?: Network.NetworkManagementClientOptionalParams["tlsOptions"];
  /** Seconds for one question, all retries and pauses that Azure asks for included; on an ordinary machine. */
  readonly seconds?: number;
}

const SECONDS = 90;
const RETRIES = 5;

/** Azure Resource Manager for one subscription. The SDK is loaded by the first question, not before. */
export class Arm {
  #network: Network.NetworkManagementClient | undefined;
  #containers: Containers.ContainerInstanceManagementClient | undefined;
  /** By the signal of each question, whether Azure's last word on it was to ask later. */
  readonly #throttled = new WeakMap<object, boolean>();

  constructor(
    private readonly subscriptionId: string,
    private readonly options: ArmOptions = {},
  ) {}

  network(): Network.NetworkManagementClient {
    return (this.#network ??= this.#make((credential, options) => {
      const { NetworkManagementClient: Client } = load("@azure/arm-network") as typeof Network;
      return new Client(credential, this.subscriptionId, options);
    }));
  }

  containers(): Containers.ContainerInstanceManagementClient {
    return (this.#containers ??= this.#make((credential, options) => {
      const { ContainerInstanceManagementClient: Client } = load(
        "@azure/arm-containerinstance",
      ) as typeof Containers;
      return new Client(credential, this.subscriptionId, options);
    }));
  }

  /**
   * Does `work`, which asks ARM and hands the options on to the SDK. The SDK asks again after the pauses that Azure wants.
   * @throws ProblemsError for what a person can mend, {@link ThrottledError}, NotThereError; the signal's reason when aborted.
   */
  async ask<T>(
    question: Question,
    signal: AbortSignal,
    work: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const seconds = (this.options.seconds ?? SECONDS) * timeFactor();
    const deadline = AbortSignal.timeout(seconds * 1000);
    const abortSignal = AbortSignal.any([signal, deadline]);
    try {
      return await work({ abortSignal });
    } catch (error) {
      signal.throwIfAborted();
      if (!deadline.aborted) throw explained(error, question);
      throw this.#throttled.get(abortSignal) === true
        ? new ThrottledError(question)
        : new Error(`asking Azure for ${question.what}: no answer within ${seconds} s`, { cause: error });
    }
  }

  #make<T>(
    make: (credential: TokenCredential, options: Network.NetworkManagementClientOptionalParams) => T,
  ): T {
    const { credential = defaultCredential(), endpoint, tlsOptions } = this.options;
    return make(credential, {
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(tlsOptions === undefined ? {} : { tlsOptions }),
      retryOptions: { maxRetries: RETRIES },
      additionalPolicies: [{ position: "perRetry", policy: this.#notingThrottling() }],
    });
  }

  /** The SDK waits as long as Azure says, in silence: this remembers why. */
  #notingThrottling(): Policy {
    return {
      name: "labNotesThrottling",
      sendRequest: async (request, next) => {
        const response = await next(request);
        if (request.abortSignal !== undefined)
          this.#throttled.set(request.abortSignal, response.status === 429);
        return response;
      },
    };
  }
}

type Policy = NonNullable<
  Network.NetworkManagementClientOptionalParams["additionalPolicies"]
>[number]["policy"];

function defaultCredential(): TokenCredential {
  return credentialFor(load("@azure/identity") as typeof Identity, process.env);
}

/** Half a second of loading that only who asks Azure should pay for. */
function load(name: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require(name);
}
