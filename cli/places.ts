import { enterClient, enterLab, enterNode } from "../local/enter";
import { run } from "../system/command";
import { ProblemsError, type Problem } from "../system/problems";
import { unreachableOnAzure } from "./azure/unreachable";
import { kubectlOf } from "./kubectl";
import type { LivingLab } from "./livingLab";
import type { Standing } from "./standing";

/** What the router of the virtual network, which is the load balancer too, is called on the command line. */
export const ROUTER = "router";

/**
 * The command prefix that runs what follows in the network of `place`: a node, a client, or the router.
 * @throws ProblemsError for any other name; for what Azure lets nobody in, with what to use instead.
 */
export function prefixOf(stack: string, { target, lab }: Standing, place: string): string[] {
  if (target === "local") return localPrefix(lab, place);
  // Client A is this machine.
  if (place === "client-a") return [];
  throw new ProblemsError([unreachableOnAzure(stack, lab, place)]);
}

function localPrefix(lab: LivingLab, place: string): string[] {
  const { name } = lab.spec;
  if (lab.nodes.some((node) => node.name === place)) return enterNode(name, place);
  if (lab.clients.some((client) => client.name === place)) return enterClient(name, place);
  if (place === ROUTER) return enterLab(name);
  const known = [...lab.nodes, ...lab.clients, { name: ROUTER }].map(({ name }) => name);
  throw new ProblemsError([unknownPlace(name, place, known)]);
}

/** @throws ProblemsError when `node` is none of the lab's nodes. */
export async function requireNode(stack: string, { target, lab }: Standing, node: string): Promise<void> {
  const known = target === "local" ? lab.nodes.map(({ name }) => name) : await nodesByKubectl(stack);
  if (!known.includes(node)) throw new ProblemsError([unknownPlace(stack, node, known)]);
}

async function nodesByKubectl(stack: string): Promise<string[]> {
  const names = await run([
    ...kubectlOf(stack),
    "get",
    "nodes",
    "--output",
    "jsonpath={.items[*].metadata.name}",
  ]);
  return names.split(" ").filter(Boolean);
}

function unknownPlace(lab: string, given: string, known: readonly string[]): Problem {
  return {
    key: "place",
    value: given,
    rule: `is none of lab "${lab}"`,
    wayOut: `It has ${known.join(", ")}`,
  };
}
