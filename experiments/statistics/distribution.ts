import { jStat } from "jstat";
import type { Path } from "../join/path";
import type { ChiSquare, Distribution, Share } from "./statistics";

/** What is counted, and what is to be expected of it. */
export interface Counting {
  /** Each value that may occur with its expected share, 0 to 1. */
  readonly expected: ReadonlyMap<string, number>;
  readonly valueOf: (path: Path) => string | null;
  /** `null` for what was told to be so, and not drawn. */
  readonly unit: ChiSquare["unit"] | null;
}

/** So often a value must be to be expected for Pearson's test to be more than a hint. */
const ENOUGH = 5;

/** Counts the requests by their value, and their draws. */
export function distributionOf(paths: readonly Path[], { expected, valueOf, unit }: Counting): Distribution {
  const requests = new Map<string, number>([...expected.keys()].map((value) => [value, 0]));
  const drawn = new Map<string, Set<string>>();
  for (const path of paths) {
    const value = valueOf(path);
    if (value === null) continue;
    requests.set(value, (requests.get(value) ?? 0) + 1);
    const draws = drawn.get(value) ?? new Set<string>();
    drawn.set(value, draws.add(drawOf(path, unit)));
  }
  const known = [...requests.values()].reduce((total, count) => total + count, 0);
  const shares = [...requests].map(([value, count]) => ({
    value,
    requests: count,
    share: known === 0 ? 0 : count / known,
    expectedShare: expected.get(value) ?? 0,
    draws: drawn.get(value)?.size ?? 0,
  }));
  return {
    shares,
    known,
    unknown: paths.length - known,
    peakToMean: peakToMean(shares, known),
    chiSquare: unit === null ? null : chiSquareOf(shares, unit),
  };
}

/** What tells one draw from another. Where nobody saw the connection on the wire, its own end tells it apart as well. */
function drawOf(
  { id, client, clientAddress, clientPort, local }: Path,
  unit: ChiSquare["unit"] | null,
): string {
  const address = clientAddress ?? local?.address;
  if (unit === "client") return address ?? client;
  const port = clientPort ?? local?.port;
  return address === undefined || port === undefined ? id : `${address}:${port}`;
}

function peakToMean(shares: readonly Share[], known: number): number | null {
  const possible = shares.filter(({ expectedShare }) => expectedShare > 0);
  if (known === 0 || possible.length === 0) return null;
  return Math.max(...possible.map(({ share, expectedShare }) => share / expectedShare));
}

function chiSquareOf(shares: readonly Share[], unit: ChiSquare["unit"]): ChiSquare | null {
  const draws = shares.reduce((total, share) => total + share.draws, 0);
  const possible = shares.filter(({ expectedShare }) => expectedShare > 0);
  if (possible.length < 2 || draws === 0) return null;
  const impossible = shares.some((share) => share.expectedShare === 0 && share.draws > 0);
  const statistic = possible.reduce((total, share) => {
    const expected = share.expectedShare * draws;
    return total + (share.draws - expected) ** 2 / expected;
  }, 0);
  const degreesOfFreedom = possible.length - 1;
  return {
    ...{ unit, draws, statistic, degreesOfFreedom },
    pValue: impossible ? 0 : 1 - jStat.chisquare.cdf(statistic, degreesOfFreedom),
    enough: possible.every(({ expectedShare }) => expectedShare * draws >= ENOUGH),
  };
}
