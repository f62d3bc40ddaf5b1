import { yamlText } from "../system/quoting";
import type { Identity } from "./pki";

export interface KubeconfigParts {
  /** Names the cluster, the user and the context. */
  readonly name: string;
  /** `https://address:port`. */
  readonly server: string;
  readonly authority: string;
  readonly identity: Identity;
}

/** A kubeconfig that needs no other file: certificates and key are in it. Secret. */
export function kubeconfig({ name, server, authority, identity }: KubeconfigParts): string {
  return yamlText({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": base64(authority) } }],
    users: [
      {
        name,
        user: {
          "client-certificate-data": base64(identity.certificate),
          "client-key-data": base64(identity.key),
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
