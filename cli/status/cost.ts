import type { PriceTable } from "./prices";

/** What there is of a lab that runs up cost. */
export interface Billed {
  readonly location: string;
  readonly vmSize: string;
  readonly nodeCount: number;
  /** Client containers, each with a NAT gateway and its public address. */
  readonly clients: number;
}

export interface CostItem {
  readonly item: string;
  readonly count: number;
  /** For all of them; `null` where the table has no price. */
  readonly usdPerHour: number | null;
}

/** An estimate: list prices, without traffic. */
export interface Cost {
  readonly items: readonly CostItem[];
  /** Of the items with a price. */
  readonly usdPerHour: number;
  /** Whether every item has a price. */
  readonly complete: boolean;
  readonly pricesOf: string;
  /** Which regions' prices these are, and which of them are not of that day. */
  readonly basis: string;
  readonly source: string;
}

/** Of the cluster: one to go out by, one for the Service. */
const CLUSTERS_PUBLIC_IPS = 2;

export function estimateCost({ location, vmSize, nodeCount, clients }: Billed, prices: PriceTable): Cost {
  const region = prices.vm[location] === undefined ? prices.vmBasis : location;
  // The least that a container can have, and the sender needs no more: components/azure/clientContainer.ts.
  const container = prices.containerCpu + prices.containerGB;
  const all: (readonly [string, number, number | undefined])[] = [
    [`node (${vmSize})`, nodeCount, prices.vm[region]?.[vmSize]],
    ["node's disk (P10)", nodeCount, prices.nodeDisk],
    ["cluster management (Free tier)", 1, 0],
    ["load balancer (Standard)", 1, prices.loadBalancer],
    ["public IP address", CLUSTERS_PUBLIC_IPS + clients, prices.publicIP],
    ["client container (1 vCPU, 1 GB)", clients, container],
    ["client's NAT gateway", clients, prices.natGateway],
  ];
  const items = all
    .filter(([, count]) => count > 0)
    .map(([item, count, price]) => ({
      item,
      count,
      usdPerHour: price === undefined ? null : rounded(count * price),
    }));
  return {
    items,
    usdPerHour: rounded(items.reduce((sum, { usdPerHour }) => sum + (usdPerHour ?? 0), 0)),
    complete: items.every(({ usdPerHour }) => usdPerHour !== null),
    pricesOf: prices.date,
    basis: `nodes ${region}; all else ${prices.basis}, not looked up on that day`,
    source: prices.source,
  };
}

/** To a hundredth of a cent. */
function rounded(usd: number): number {
  return Math.round(usd * 10_000) / 10_000;
}
