import type { Way } from "./way";
import type { Circumstances } from "./words";

/** Shows what is watched, as it comes. */
export interface View {
  /** Told again and again; only a change is worth to be shown. */
  circumstances(circumstances: Circumstances): void;
  way(way: Way): void;
  /** Nothing comes any more. */
  end(): void;
}

/** Calls a client by its name where its address is known. */
export type NameOf = (address: string) => string;

/** `tell`, unless it was told the same the last time. */
export function onlyChanges(tell: View["circumstances"]): View["circumstances"] {
  let last = "";
  return (circumstances) => {
    const now = JSON.stringify(circumstances);
    if (now === last) return;
    last = now;
    tell(circumstances);
  };
}
