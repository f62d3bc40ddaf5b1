import type { Properties, Value } from "../../../local/provider/protocol/value";
import type { ObjectShape } from "./shape";
import type { Subscription } from "./subscription";

/** Where a resource operation happens. */
export interface Azure {
  readonly subscription: Subscription;
  readonly subscriptionId: string;
  readonly tenantId: string;
}

/** One resource type as the official provider and Azure Resource Manager treat it. */
export interface ArmType {
  /** As in `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
  readonly apiVersion: string;
  /** The inputs that make up the id, the resource's own name last. */
  readonly path: readonly string[];
  /** How a missing name is made up: the program's name, that and eight random digits, or a UUID. */
  readonly autoName: "copy" | "random" | "uuid";
  readonly shape: ObjectShape;
  /** Whether a missing location is taken from the provider's configuration or the resource group. */
  readonly located: boolean;
  /** Inputs besides those in `path` whose change replaces; of an object, the change of what is in it. Source: replacement.go. */
  readonly forceNew: readonly string[];
  /** Lists that are resources of their own too: what a program leaves out stays as it is. */
  readonly children?: readonly string[];
  id(inputs: Properties, azure: Azure): string;
  /** What the inputs break beyond their shape, a sentence each. */
  rules?(inputs: Properties): string[];
  /** The inputs as Azure tells them back, where it has them otherwise or never tells them. */
  told?(inputs: Properties): Properties;
  /** What Azure says of the resource beyond its inputs. @param live what it said before, if it exists */
  outputs?(inputs: Properties, id: string, azure: Azure, live: Properties | undefined): Properties;
  /** What follows from other resources and is never stored. */
  derived?(id: string, azure: Azure): Properties;
  /** @throws ArmError when it cannot be made, or not now. */
  beforeCreate?(inputs: Properties, id: string, azure: Azure): void;
  /** @throws ArmError when Azure cannot change it in place. */
  beforeUpdate?(olds: Properties, news: Properties, id: string, azure: Azure): void;
  /** @throws ArmError when it is in use. */
  beforeDelete?(id: string, azure: Azure): void;
  /** What Azure does on its own account. */
  afterChange?(id: string, azure: Azure): void;
  afterDelete?(id: string, olds: Properties, azure: Azure): void;
}

/** The id of a resource in a group. @param segments type and name, by turns */
export function resourceId(
  { subscriptionId }: Azure,
  group: Value | undefined,
  provider: string,
  ...segments: string[]
): string {
  return [
    `/subscriptions/${subscriptionId}/resourceGroups/${asText(group)}/providers/${provider}`,
    ...segments,
  ].join("/");
}

export function groupId({ subscriptionId }: Azure, group: Value | undefined): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${asText(group)}`;
}

/** A value that a shape says is text; empty where it is missing. */
export function asText(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}
