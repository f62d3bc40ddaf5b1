import { text, type Field } from "../fields";
import { about, type Breach, type Rule } from "../rule";
import { REGIONS } from "./regions";

interface Located {
  readonly location: string;
  readonly clientsLocation: string;
}

/** A region's name as Azure's API has it. */
export const region: Field<string> = text(
  /^[a-z][a-z0-9]{0,40}$/,
  "must be a region's short name: lower-case letters and digits",
  "westeurope",
);

export const LOCATION_RULES: readonly Rule<Located>[] = [
  about("location", "a region", (location) => notLocal("location", location)),
  about("clientsLocation", "a region", (location) => notLocal("clientsLocation", location)),
  about("location", "has zones", withoutZones),
  { name: "clientsLocation: elsewhere", problems: sameRegion },
];

function notLocal(key: string, location: string): Breach | undefined {
  if (location !== "local") return undefined;
  return {
    rule: "is none of Azure's regions; it stands for this machine",
    wayOut: `Run \`pulumi config set ${key} westeurope\``,
  };
}

function withoutZones(location: string): Breach | undefined {
  if (!REGIONS.withoutZones.includes(location)) return undefined;
  return {
    rule: `has no availability zones (as of ${REGIONS.asOf}), over which the nodes are to be spread`,
    wayOut: "Take one that has, such as westeurope",
  };
}

function sameRegion({ location, clientsLocation }: Partial<Located>): ReturnType<Rule<Located>["problems"]> {
  if (clientsLocation === undefined || clientsLocation !== location || location === "local") return [];
  const rule = "is the cluster's own region, and the way from a client is to be one from elsewhere";
  const other = location === "northeurope" ? "westeurope" : "northeurope";
  const wayOut = `Run \`pulumi config set clientsLocation ${other}\``;
  return [{ key: "clientsLocation", value: clientsLocation, rule, wayOut }];
}
