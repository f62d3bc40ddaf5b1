import { setTimeout as sleep } from "node:timers/promises";
import type { ApiAccess } from "../apiClient";
import type { ApiObject } from "./apiObjects";
import { list, watch } from "./kubernetesApi";

export interface Follower<T> {
  /** Everything there is, by uid, after each change. */
  readonly onChange: (objects: ReadonlyMap<string, T>) => void;
  /** Told once for each reason that keeps it from following, in words. */
  readonly onTrouble: (reason: string) => void;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;

/**
 * Keeps a copy of all objects at `path`: lists, then watches, and begins again whenever that breaks, with growing pauses.
 * The API server need not be there yet. Returns when `signal` is aborted; never throws.
 */
export async function follow<T extends ApiObject>(
  access: ApiAccess,
  path: string,
  { onChange, onTrouble }: Follower<T>,
  signal: AbortSignal,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  let trouble = "";
  for (;;) {
    try {
      for await (const objects of copies<T>(access, path, signal)) {
        pause = FIRST_PAUSE_MS;
        trouble = "";
        onChange(objects);
      }
    } catch (error) {
      if (signal.aborted) return;
      const reason = (error as Error).message;
      if (reason !== trouble) onTrouble(reason);
      trouble = reason;
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

async function* copies<T extends ApiObject>(
  access: ApiAccess,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<ReadonlyMap<string, T>> {
  const { metadata, items } = await list<T>(access, path);
  const objects = new Map(items.map((item) => [item.metadata.uid, item]));
  let version = metadata.resourceVersion;
  yield objects;
  for (;;) {
    for await (const { type, object } of watch<T>(access, path, version, signal)) {
      version = object.metadata.resourceVersion;
      if (type === "BOOKMARK") continue;
      if (type === "DELETED") objects.delete(object.metadata.uid);
      else objects.set(object.metadata.uid, object);
      yield objects;
    }
  }
}
