/**
 * Kills programs of a lab with SIGKILL at random moments, and requires that the next `lab up` and the next `lab down` alone
 * mend it, and that nothing is left: `npm run test:kills -- --seed 1 --count 40`. `--from` and `--to` do a part of them. `--alone`
 * on a machine where nothing else runs compares the whole host before and after.
 */
import { parseArgs } from "node:util";
import { makeCheckout, removeCheckout } from "../e2e/support/checkout";
import { lab } from "../e2e/support/lab";
import { addStack } from "../e2e/support/stack";
import { removeAbandoned } from "../e2e/support/testFolder";
import { oneKill } from "./oneKill";
import { killsOf, type Kill } from "./plan";

const STACK = "kills";

async function main(): Promise<void> {
  const { seed, from, to, count, alone } = options();
  await removeAbandoned();
  const kills = killsOf(seed, count).slice(from - 1, to);
  let failed = 0;
  for (const kill of kills) {
    console.log(describe(kill, seed));
    const problems = await inFreshCheckout(kill, alone);
    for (const problem of problems) console.log(`    FAILED ${problem}`);
    if (problems.length > 0) failed += 1;
    else console.log(`    as it must be`);
  }
  console.log(`${kills.length - failed} of ${kills.length} kills were mended (seed ${seed})`);
  if (failed > 0) process.exitCode = 1;
}

/** A lab that one kill has broken must not be the next one's. */
async function inFreshCheckout(kill: Kill, alone: boolean): Promise<string[]> {
  const checkout = makeCheckout();
  addStack(checkout, STACK);
  try {
    return await oneKill(checkout, STACK, kill, alone);
  } finally {
    await lab(checkout, ["down", "--stack", STACK]);
    removeCheckout(checkout);
  }
}

function describe({ number, operation, victim, after, first }: Kill, seed: number): string {
  const rest = first === "up" ? "then up, down" : "then down, up, down";
  return `seed ${seed}, kill ${number}: ${victim} ${after} s into ${operation}, ${rest}`;
}

interface Options {
  readonly seed: number;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly alone: boolean;
}

function options(): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { seed: text, count: text, from: text, to: text, alone: { type: "boolean" } },
  });
  const seed = Number(values.seed ?? Date.now() % 100_000);
  const count = Number(values.count ?? 40);
  return {
    seed,
    count,
    from: Number(values.from ?? 1),
    to: Number(values.to ?? count),
    alone: values.alone === true,
  };
}

void main();
