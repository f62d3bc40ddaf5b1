import type { Progress } from "../../../system/progress";
import type { Difference } from "./difference";
import type { Properties } from "./value";

export type Awaitable<T> = T | Promise<T>;

/**
 * A Pulumi provider as data and functions; `serve` makes a process of it. Secrets arrive as plain values: the engine marks what
 * comes back under the same name. Unknown values (in previews only) arrive as `UNKNOWN`.
 */
export interface Provider {
  /** The package, as in `<name>:index:Type`. */
  readonly name: string;
  readonly version: string;
  /** Rules on the provider's own inputs; none: all are taken. */
  checkConfig?(news: Properties): Awaitable<Checked>;
  /** Whether another configuration replaces the provider and with it all its resources; none: never. */
  diffConfig?(olds: Properties, news: Properties): Difference;
  /** Called before any resource's function, with fully known inputs. */
  configure?(inputs: Properties): Awaitable<void>;
  /** The handler of a type token such as `kubernetes:core/v1:Service`; `undefined` when there is no such type. */
  resource(token: string): Resource | undefined;
  /** A function of the provider's, such as `azure-native:authorization:getClientConfig`. */
  invoke?(token: string, args: Properties): Awaitable<Properties>;
}

/** What can be done with resources of one type. A `ProblemsError` becomes a typed error of the user's. */
export interface Resource {
  /** Completes the inputs and names what is wrong with them. */
  check(request: CheckRequest, operation: Operation): Awaitable<Checked>;
  diff(request: ChangeRequest, operation: Operation): Awaitable<Difference>;
  /** In a preview changes nothing; outputs left out are unknown to the program. */
  create(request: CreateRequest, operation: Operation): Awaitable<Created>;
  /** `undefined`: it is gone. */
  read(request: ExistingRequest, operation: Operation): Awaitable<Found | undefined>;
  /** Absent when every change replaces. In a preview changes nothing. Returns the outputs. */
  update?(request: ChangeRequest, operation: Operation): Awaitable<Properties>;
  delete(request: ExistingRequest, operation: Operation): Awaitable<void>;
}

/** What every operation is given besides its request. */
export interface Operation {
  readonly preview: boolean;
  /** Aborted when the user cancels the update. */
  readonly signal: AbortSignal;
  /** From the resource's `customTimeouts`. */
  readonly timeoutSeconds: number | undefined;
  /** Shown beside the resource for as long as it works. */
  readonly progress: Progress;
  /** Shown below the resource and kept. */
  readonly warn: (message: string) => void;
}

export interface CheckRequest {
  readonly token: string;
  readonly name: string;
  /** The inputs of the last update; empty for a new resource. */
  readonly olds: Properties;
  readonly news: Properties;
  /** The same for a preview and the update that follows it, so that they agree on a generated name. */
  readonly randomSeed: Uint8Array;
  readonly autonaming: Autonaming | undefined;
}

/** The user's wish for generated names, `pulumi:autonaming` in the stack's configuration. */
export type Autonaming =
  { readonly mode: "propose" | "enforce"; readonly name: string } | { readonly mode: "disable" };

export interface Checked {
  readonly inputs: Properties;
  readonly failures?: readonly Failure[];
}

export interface Failure {
  /** Empty: the resource as a whole. */
  readonly property: string;
  readonly reason: string;
}

/** A resource as the last update left it. */
export interface ExistingRequest {
  readonly token: string;
  readonly id: string;
  /** Both empty when a resource is read that the stack does not have yet, as by `pulumi import`. */
  readonly oldInputs: Properties;
  readonly oldOutputs: Properties;
}

/** … and as it shall be. */
export interface ChangeRequest extends ExistingRequest {
  readonly news: Properties;
}

export interface CreateRequest {
  readonly token: string;
  readonly inputs: Properties;
}

export interface Created {
  /** Ignored in a preview. */
  readonly id: string;
  readonly outputs: Properties;
}

export interface Found {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** The resource exists but is not what it shall be: the engine keeps its state and the next update mends it. */
export class PartialFailure extends Error {
  constructor(
    readonly id: string,
    readonly outputs: Properties,
    readonly reasons: readonly string[],
    readonly inputs?: Properties,
  ) {
    super(reasons.join("\n"));
    this.name = "PartialFailure";
  }
}
