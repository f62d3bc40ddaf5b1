import { NAMESPACE, type RawConfig } from "../../config/labConfig";
import { findLab } from "../livingLab";
import { isCached } from "./prepared";

/** The lab that is to be stood up. */
export interface Wanted {
  readonly nodes: number;
  /** Whether programs and images are in the cache. */
  readonly prepared: boolean;
}

const DEFAULT_NODES = 3;

/** What standing the lab of `stack` up would take of this machine, by its settings `raw`, which may be wrong; nothing more for one that is up. */
export function wantedOf(stack: string, raw: RawConfig): Wanted {
  const asked = Number(raw[`${NAMESPACE}:nodeCount`]);
  const nodes = Number.isInteger(asked) && asked > 0 ? asked : DEFAULT_NODES;
  const living = findLab(stack)?.nodes.length ?? 0;
  return { nodes: Math.max(nodes - living, 0), prepared: isCached() };
}
