/** What the holder tells whoever starts it, over Node's own channel, until the cluster is ready. */
export type HolderMessage =
  | { readonly kind: "progress"; readonly message: string }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly message: string };

/** Sent to the holder, with the listening socket, once the lab's folder is complete. */
export interface StartMessage {
  readonly kind: "start";
}
