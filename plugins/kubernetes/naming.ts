import { createHash } from "node:crypto";
import { refuse, type Problem } from "../../system/problems";
import type { CheckRequest } from "../protocol/provider";
import type { Properties } from "../protocol/value";
import { kindOf } from "./objects";

/** Marks a name that the provider made up, so that a replacement may have another. As the official provider. */
export const AUTONAMED = "pulumi.com/autonamed";

interface Named {
  readonly metadata?: {
    readonly name?: string;
    readonly generateName?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  } & Properties;
}

/**
 * The inputs with their kind and a name: the one given, or the one made up before, or a new one.
 * @throws ProblemsError when there is no name and none may be made up.
 */
export function named(request: CheckRequest): Properties {
  const inputs = { ...kindOf(request.token), ...request.news };
  const { metadata }: Named = request.news;
  if (metadata?.name !== undefined) return inputs;
  if (metadata?.generateName !== undefined) refuse([serverMadeName(metadata.generateName)]);
  const name = nameBefore(request.olds) ?? newName(request);
  const annotations = { ...metadata?.annotations, [AUTONAMED]: "true" };
  return { ...inputs, metadata: { ...metadata, name, annotations } };
}

function nameBefore({ metadata }: Named): string | undefined {
  return metadata?.annotations?.[AUTONAMED] === "true" ? metadata.name : undefined;
}

function newName({ name, randomSeed, autonaming }: CheckRequest): string {
  if (autonaming?.mode === "disable") refuse([noName()]);
  if (autonaming !== undefined && "name" in autonaming) return autonaming.name;
  return `${name}-${createHash("sha256").update(randomSeed).digest("hex").slice(0, 8)}`;
}

function noName(): Problem {
  return {
    key: "metadata.name",
    value: "missing",
    rule: "the stack's configuration pulumi:autonaming forbids names made up by Pulumi",
    wayOut: "Give the object a name",
  };
}

function serverMadeName(value: string): Problem {
  return {
    key: "metadata.generateName",
    value,
    rule: "server-side apply takes no names made up by the server",
    wayOut: "Give metadata.name, or leave both out",
  };
}
