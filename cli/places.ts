import { enterClient, enterLab, enterNode } from "../local/enter";
import { ProblemsError } from "../system/problems";
import type { LivingLab } from "./livingLab";

/** What the router of the virtual network, which is the load balancer too, is called on the command line. */
export const ROUTER = "router";

/**
 * The command prefix that runs what follows in the network of `place`: a node, a client, or the router.
 * @throws ProblemsError for any other name.
 */
export function prefixOf(lab: LivingLab, place: string): string[] {
  const { name } = lab.spec;
  if (lab.nodes.some((node) => node.name === place)) return enterNode(name, place);
  if (lab.clients.some((client) => client.name === place)) return enterClient(name, place);
  if (place === ROUTER) return enterLab(name);
  throw new ProblemsError([unknownPlace(lab, place, [...lab.nodes, ...lab.clients, { name: ROUTER }])]);
}

/** @throws ProblemsError when `node` is none of the lab's nodes. */
export function requireNode(lab: LivingLab, node: string): void {
  if (!lab.nodes.some(({ name }) => name === node))
    throw new ProblemsError([unknownPlace(lab, node, lab.nodes)]);
}

function unknownPlace(lab: LivingLab, given: string, known: readonly { readonly name: string }[]) {
  return {
    key: "place",
    value: given,
    rule: `is none of lab "${lab.spec.name}"`,
    wayOut: `It has ${known.map(({ name }) => name).join(", ")}`,
  };
}
