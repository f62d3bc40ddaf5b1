import { createHash } from "node:crypto";
import type { CheckRequest } from "../../../local/provider/protocol/provider";
import { UNKNOWN, type Properties, type Value } from "../../../local/provider/protocol/value";
import { groupId, type ArmType, type Azure } from "./armType";

/** An input that the provider adds where a replacement can live beside the old resource, because the name is made up. */
export const CREATE_BEFORE_DELETE = "__createBeforeDelete";

/** The inputs with name, location and API version where the program has none. Source: applyDefaults in provider.go. */
export function withDefaults(
  type: ArmType,
  azure: Azure,
  request: CheckRequest,
  configured: string | undefined,
): Properties {
  const { news } = request;
  const named = { ...news, ...nameFor(type, request) };
  const location = type.located ? (news.location ?? locationFor(azure, request, configured)) : undefined;
  return {
    ...named,
    ...(location === undefined ? {} : { location }),
    azureApiVersion: news.azureApiVersion ?? type.apiVersion,
  };
}

function nameFor(
  { path, autoName }: ArmType,
  { name, news, olds, randomSeed, autonaming }: CheckRequest,
): Properties {
  const key = path.at(-1) ?? "";
  if (news[key] !== undefined) return {};
  const before = olds[key];
  if (before !== undefined) return { [key]: before, [CREATE_BEFORE_DELETE]: olds[CREATE_BEFORE_DELETE] };
  if (autonaming?.mode === "disable") return {};
  if (autonaming !== undefined && (autonaming.mode === "enforce" || autoName !== "uuid"))
    return { [key]: autonaming.name, [CREATE_BEFORE_DELETE]: true };
  const hash = createHash("sha256").update(randomSeed).digest("hex");
  if (autoName === "copy") return { [key]: name };
  return {
    [key]: autoName === "uuid" ? uuid(hash) : name + hash.slice(0, 8),
    [CREATE_BEFORE_DELETE]: true,
  };
}

function locationFor(
  azure: Azure,
  { news, olds }: CheckRequest,
  configured: string | undefined,
): Value | undefined {
  const group = news.resourceGroupName;
  if (olds.location !== undefined) return olds.location;
  if (configured !== undefined) return configured;
  if (group === UNKNOWN) return UNKNOWN;
  return azure.subscription.get(groupId(azure, group))?.properties.location;
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
