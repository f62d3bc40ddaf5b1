import { Address4 } from "ip-address";
import type { Value } from "../../../local/provider/protocol/value";

/** A network in CIDR form; nothing for what a preview does not know yet or what is none. */
export function cidr(value: Value | undefined): Address4 | undefined {
  return typeof value === "string" && isCidr(value) ? new Address4(value) : undefined;
}

/** Whether it is a network with its host bits zero, as ARM wants them. */
export function isCidr(value: string): boolean {
  if (!/\/\d+$/.test(value) || !Address4.isValid(value)) return false;
  return new Address4(value).networkForm() === value;
}

/** Two networks are one inside the other, or have nothing in common. */
export function overlap(one: Address4 | undefined, other: Address4 | undefined): boolean {
  return one !== undefined && other !== undefined && (one.isInSubnet(other) || other.isInSubnet(one));
}

/** Source: AKS, "CNI networking overview", prerequisites. */
export const REFUSED_BY_AKS = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"].map(
  (network) => new Address4(network),
);

/** Source: Azure Virtual Network FAQ, "What address ranges can I use". */
export const REFUSED_BY_VNET = [
  ...["224.0.0.0/4", "255.255.255.255/32", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32"],
].map((network) => new Address4(network));
