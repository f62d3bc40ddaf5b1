/**
 * Regions with availability zones, and those known to have none.
 * Source: Microsoft, "List of Azure regions", March 2025, with those that newer copies add. Azure opens regions and zones
 * faster than a table follows, so a region that is in neither is asked of Azure.
 */
export const REGIONS = {
  asOf: "March 2025",
  withZones: words(`
    australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral eastasia
    eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest
    koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast polandcentral qatarcentral
    southafricanorth southcentralus southeastasia spaincentral swedencentral switzerlandnorth uaenorth uksouth
    westeurope westus2 westus3`),
  withoutZones: words(`
    australiacentral australiasoutheast canadaeast northcentralus southindia ukwest westcentralus westindia westus`),
};

/** Every region of which something is known. */
export const KNOWN_REGIONS: readonly string[] = [...REGIONS.withZones, ...REGIONS.withoutZones];

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
