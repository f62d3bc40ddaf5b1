import { address, boolean, integer, network, oneOf } from "./fields";
import type { ValuesOf } from "./values";

/** The fields that read the same wherever the lab stands. */
export const NETWORK_FIELDS = {
  vnetCidr: network,
  subnetCidr: network,
  podCidr: network,
  serviceCidr: network,
  dnsServiceIP: address,
};

export const SETTING_FIELDS = {
  replicas: integer({ least: 0, most: 100, because: "a node takes at most 110 pods", example: 1 }),
  sessionAffinity: oneOf(["None", "ClientIP"]),
  externalTrafficPolicy: oneOf(["Cluster", "Local"]),
  debugger: boolean,
};

/** The networks in their short forms, as a cluster's spec has them. */
export function networkTexts(
  values: ValuesOf<typeof NETWORK_FIELDS>,
): Record<keyof typeof NETWORK_FIELDS, string> {
  return {
    vnetCidr: values.vnetCidr.networkForm(),
    subnetCidr: values.subnetCidr.networkForm(),
    podCidr: values.podCidr.networkForm(),
    serviceCidr: values.serviceCidr.networkForm(),
    dnsServiceIP: values.dnsServiceIP.correctForm(),
  };
}
