import type { Problem } from "../../system/problems";
import { didYouMean } from "../didYouMean";
import { about, broken, type Rule } from "../rule";
import { minorOf, SUPPORTED } from "./kubernetesVersion";
import { KNOWN_REGIONS, REGIONS } from "./regions";
import { isDocumentation } from "./sourceRanges";
import type { AzureValues } from "./target";
import { isFirstSeriesA } from "./vmSize";

/** Source: AKS, "Use kubenet networking"; AKS issue 4859. */
const KUBENET_ENDS = "2028-03-31";
/** Source: AKS, "Free, Standard and Premium pricing tiers". */
const MOST_FREE_NODES = 9;

/** What works but may surprise. */
export const AZURE_WARNINGS: readonly Rule<AzureValues>[] = [
  about("networkModel", "kubenet ends", (model) =>
    model === "kubenet"
      ? {
          rule: `is what AKS supports until ${KUBENET_ENDS} only`,
          wayOut: "Take overlay for anything that is to last",
        }
      : undefined,
  ),
  about("location", "known", unknownRegion),
  about("clientsLocation", "known", unknownRegion),
  about("vmSize", "first A series", (size) =>
    isFirstSeriesA(size)
      ? { rule: "is of the first A series, which AKS advises against", wayOut: "Take Standard_D2s_v5" }
      : undefined,
  ),
  about("kubernetesVersion", "known", unknownVersion),
  about("nodeCount", "Free tier", (count) =>
    count > MOST_FREE_NODES
      ? {
          rule: `is more than the Free tier is meant for: fewer than ${MOST_FREE_NODES + 1} nodes`,
          wayOut: "Take fewer nodes; the API server may be slow otherwise",
        }
      : undefined,
  ),
  { name: "zones: a node each", problems: emptyZones },
  { name: "allowedSourceRanges: not from a book", problems: exampleRanges },
];

/** What to say about checked values; `now` in milliseconds since 1970. */
export function azureWarnings(values: Partial<AzureValues>, now: number): Problem[] {
  return [...broken(AZURE_WARNINGS, values), ...past(values, now)];
}

function unknownRegion(location: string): { rule: string; wayOut: string } | undefined {
  if (KNOWN_REGIONS.includes(location) || location === "local") return undefined;
  const meant = didYouMean(location, KNOWN_REGIONS);
  return {
    rule: `is no region of which this lab knows whether it has availability zones (as of ${REGIONS.asOf})`,
    wayOut:
      meant === undefined
        ? "`az account list-locations --output table` has the list"
        : `Did you mean ${meant}?`,
  };
}

function unknownVersion(version: string): { rule: string; wayOut: string } | undefined {
  if (minorOf(version) <= SUPPORTED.newest) return undefined;
  return {
    rule: `is newer than any version that this lab knows of (1.${SUPPORTED.newest}, ${SUPPORTED.asOf})`,
    wayOut: "`az aks get-versions --output table` has the list",
  };
}

function emptyZones({ zones, nodeCount }: Partial<AzureValues>): Problem[] {
  if (zones === undefined || nodeCount === undefined || nodeCount >= zones.length) return [];
  const rule = `are more than the ${nodeCount} of nodeCount, so that some will have no node`;
  return [{ key: "zones", value: zones.join(", "), rule, wayOut: "Take a node for each zone" }];
}

function exampleRanges({ allowedSourceRanges = [] }: Partial<AzureValues>): Problem[] {
  return allowedSourceRanges.filter(isDocumentation).map((value) => ({
    key: "allowedSourceRanges",
    value,
    rule: "is of a range that only examples use, so that nobody comes from it",
    wayOut: "Take the address that the internet sees: `curl -4 -s https://ifconfig.me`",
  }));
}

function past({ expiresAt }: Partial<AzureValues>, now: number): Problem[] {
  if (expiresAt === undefined || !(Date.parse(expiresAt) <= now)) return [];
  const rule = "is past: the lab should be gone";
  return [{ key: "expiresAt", value: expiresAt, rule, wayOut: "Run `pulumi destroy`, or set a later time" }];
}
