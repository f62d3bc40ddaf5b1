import { compare, type Change, type Difference } from "../../../local/provider/protocol/difference";
import type {
  ChangeRequest,
  CheckRequest,
  Created,
  ExistingRequest,
  Found,
  Operation,
  Resource,
} from "../../../local/provider/protocol/provider";
import type { Properties } from "../../../local/provider/protocol/value";
import { ArmError, groupNotFound } from "./armError";
import { asText, groupId, type ArmType, type Azure } from "./armType";
import { CREATE_BEFORE_DELETE, withDefaults } from "./defaults";
import { followed } from "./followed";
import { misfits, object, text, writable, boolean, type ObjectShape } from "./shape";

/** A resource type as the engine deals with it. Source: provider.go and diff.go of pulumi-azure-native. */
export function armResource(type: ArmType, azure: Azure, location: string | undefined): Resource {
  const shape = wholeShape(type);
  return {
    check: (request) => check(type, shape, azure, request, location),
    diff: (request) => differenceBetween(type, request),
    create: ({ inputs }, operation) => create(type, azure, inputs, operation),
    read: (request) => read(type, shape, azure, request),
    update: (request, operation) => update(type, azure, request, operation),
    delete: ({ id, oldOutputs }) => {
      remove(type, azure, id, oldOutputs);
    },
  };
}

function wholeShape({ shape, path, located }: ArmType): ObjectShape {
  const location = located ? ["location"] : [];
  const names = Object.fromEntries([...path, ...location, "azureApiVersion"].map((name) => [name, text()]));
  const fields = { ...names, [CREATE_BEFORE_DELETE]: boolean, ...shape.fields };
  return object(fields, ...path, ...location, ...shape.required);
}

function check(
  type: ArmType,
  shape: ObjectShape,
  azure: Azure,
  request: CheckRequest,
  location: string | undefined,
) {
  const inputs = withDefaults(type, azure, request, location);
  const reasons = misfits(shape, inputs);
  // Further rules rely on values of the right kinds.
  const all = reasons.length > 0 ? reasons : (type.rules?.(inputs) ?? []);
  return { inputs, failures: all.map((reason) => ({ property: "", reason })) };
}

function differenceBetween(type: ArmType, { oldInputs, news }: ChangeRequest): Difference {
  const changes = compare(oldInputs, news, () => false)
    .filter(({ path: [key] }) => key !== CREATE_BEFORE_DELETE)
    .filter(({ path: [key] }) => key !== "location" || plain(oldInputs.location) !== plain(news.location))
    .map((change) => ({ ...change, replaces: replaces(type, change) }));
  return { changes, deleteBeforeReplace: oldInputs[CREATE_BEFORE_DELETE] !== true };
}

/** Below a property that replaces, only the change of a value does, not one that is new or gone. */
function replaces({ path: names, forceNew }: ArmType, { path, kind }: Change): boolean {
  const [key = ""] = path;
  if (!names.includes(String(key)) && !forceNew.includes(String(key))) return false;
  return path.length === 1 || kind === "update";
}

/** `West Europe` and `westeurope` are the same. */
function plain(location: unknown): string {
  return String(location).toLowerCase().replaceAll(" ", "");
}

function create(type: ArmType, azure: Azure, inputs: Properties, { preview }: Operation): Created {
  if (preview) return { id: "", outputs: body(type, inputs) };
  const id = type.id(inputs, azure);
  const group = inputs.resourceGroupName;
  const isGroup = type.path.length === 1 && type.path[0] === "resourceGroupName";
  if (!isGroup && group !== undefined && azure.subscription.get(groupId(azure, group)) === undefined)
    throw groupNotFound(asText(group));
  if (azure.subscription.get(id) !== undefined)
    throw new Error(`cannot create already existing resource '${id}'`);
  type.beforeCreate?.(inputs, id, azure);
  const empty = Object.fromEntries((type.children ?? []).map((key) => [key, []]));
  put(type, azure, id, { ...empty, ...properties(type, inputs, id, azure, undefined) });
  return { id, outputs: tell(type, azure, id) };
}

function update(
  type: ArmType,
  azure: Azure,
  { id, oldInputs, oldOutputs, news }: ChangeRequest,
  { preview }: Operation,
) {
  const { name, location } = oldOutputs;
  // What no update changes is known to what depends on it.
  if (preview) return { ...body(type, news), name, location: news.location ?? location };
  const live = azure.subscription.get(id)?.properties;
  if (live === undefined) throw new ArmError(404, "ResourceNotFound", `The Resource '${id}' was not found.`);
  type.beforeUpdate?.(oldInputs, news, id, azure);
  const untouched = (type.children ?? []).filter((key) => news[key] === undefined);
  const kept = Object.fromEntries(untouched.map((key) => [key, live[key]]));
  put(type, azure, id, { ...properties(type, news, id, azure, live), ...kept });
  return tell(type, azure, id);
}

function put(type: ArmType, azure: Azure, id: string, all: Properties): void {
  azure.subscription.put({ id, type: type.type, properties: all });
  type.afterChange?.(id, azure);
}

function read(
  type: ArmType,
  shape: ObjectShape,
  azure: Azure,
  { id, oldInputs, oldOutputs }: ExistingRequest,
): Found | undefined {
  if (azure.subscription.get(id) === undefined) return undefined;
  const outputs = tell(type, azure, id);
  const untouched = (type.children ?? []).filter((key) => oldInputs[key] === undefined);
  const project = (all: Properties): Properties => {
    const projected = writable(shape, all) as Properties;
    return Object.fromEntries(Object.entries(projected).filter(([key]) => !untouched.includes(key)));
  };
  return { id, inputs: followed(oldInputs, project(oldOutputs), project(outputs)), outputs };
}

function remove(type: ArmType, azure: Azure, id: string, olds: Properties): void {
  if (azure.subscription.get(id) === undefined) return;
  type.beforeDelete?.(id, azure);
  for (const { id: below } of azure.subscription.below(id)) azure.subscription.remove(below, "cascade");
  azure.subscription.remove(id);
  type.afterDelete?.(id, olds, azure);
}

/** The inputs that are also outputs. */
function body({ path, apiVersion }: ArmType, inputs: Properties): Properties {
  // Of the id's parts only an assignment's scope is told back.
  const left = [...path.filter((key) => key !== "scope"), CREATE_BEFORE_DELETE];
  const kept = Object.entries(inputs).filter(([key]) => !left.includes(key));
  return { ...Object.fromEntries(kept), azureApiVersion: apiVersion };
}

function properties(
  type: ArmType,
  inputs: Properties,
  id: string,
  azure: Azure,
  live: Properties | undefined,
): Properties {
  const told = body(type, inputs);
  return { ...told, ...type.told?.(told), ...type.outputs?.(inputs, id, azure, live) };
}

function tell(type: ArmType, azure: Azure, id: string): Properties {
  const existing = azure.subscription.get(id);
  const name = id.split("/").at(-1) ?? "";
  return { ...existing?.properties, ...type.derived?.(id, azure), name, type: type.type };
}
