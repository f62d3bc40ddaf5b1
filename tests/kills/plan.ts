import { seeded } from "./random";

export const OPERATIONS = ["up", "toggle", "walk", "down"] as const;
export const VICTIMS = ["cli", "engine", "provider", "all"] as const;
export type Operation = (typeof OPERATIONS)[number];
export type Victim = (typeof VICTIMS)[number];

/** One kill: what runs, what of it is killed and when, and which verb has to mend it. */
export interface Kill {
  readonly number: number;
  readonly operation: Operation;
  readonly victim: Victim;
  /** Seconds after the operation was started, on an ordinary machine. */
  readonly after: number;
  readonly first: "up" | "down";
}

/** How long each takes on two idle cores, in seconds; a kill falls into that time. */
const SECONDS: Readonly<Record<Operation, number>> = { up: 10, toggle: 4, walk: 14, down: 2.5 };

/** `count` kills: every operation and every victim equally often, in an order and at moments that `seed` decides. */
export function killsOf(seed: number, count: number): readonly Kill[] {
  const random = seeded(seed);
  const pairs = OPERATIONS.flatMap((operation) => VICTIMS.map((victim) => ({ operation, victim })));
  let left: typeof pairs = [];
  return Array.from({ length: count }, (_, index) => {
    if (left.length === 0) left = [...pairs];
    const [pair] = left.splice(Math.floor(random() * left.length), 1);
    if (pair === undefined) throw new Error("no pair is left");
    const after = Number((random() * SECONDS[pair.operation]).toFixed(2));
    return { number: index + 1, ...pair, after, first: index % 2 === 0 ? "up" : "down" };
  });
}
