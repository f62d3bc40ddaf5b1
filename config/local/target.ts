import type { ClusterSpec } from "../../local/spec";
import { integer, port, text, zones } from "../fields";
import { networkRules } from "../networks";
import { RESERVED } from "../reserved";
import type { Rule } from "../rule";
import { NETWORK_FIELDS, networkTexts, SETTING_FIELDS } from "../sharedFields";
import type { ValuesOf } from "../values";

/** The keys that the local target reads. */
export const LOCAL_FIELDS = {
  nodeCount: integer({
    least: 1,
    most: 9,
    because: "each node is a containerd, a kubelet and a kube-proxy on this machine",
    example: 3,
  }),
  zones,
  location: text(/^[a-z][a-z0-9]{0,40}$/, "must be lower-case letters and digits", "westeurope"),
  ...NETWORK_FIELDS,
  clients: integer({
    least: 2,
    most: 26,
    because: "findings compare two clients, and a letter names each, client-a to client-z",
    example: 9,
  }),
  apiServerPort: port,
  ...SETTING_FIELDS,
};

export type LocalValues = ValuesOf<typeof LOCAL_FIELDS>;

/** The rules between fields that are right each for itself. */
export const LOCAL_RULES: readonly Rule<LocalValues>[] = networkRules({
  reserved: RESERVED,
  mostNodes: (nodeCount) => nodeCount,
  mostTold: (nodeCount) => `nodeCount is ${nodeCount}`,
});

export function localSpec(values: LocalValues, name: string): ClusterSpec {
  return {
    name,
    nodeCount: values.nodeCount,
    zones: values.zones,
    location: values.location,
    ...networkTexts(values),
    clients: values.clients,
    apiServerPort: values.apiServerPort,
  };
}
