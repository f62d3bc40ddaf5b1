import { run } from "../../system/command";
import { timeFactor } from "../../system/deadline";
import type { Kubectl } from "../lab";

/** Seconds for one question to the API server, on an ordinary machine. */
const SECONDS = 20;

/** The object at a path of the Kubernetes API. */
export async function read<T>(kubectl: Kubectl, path: string, signal: AbortSignal): Promise<T> {
  const text = await run([...kubectl, "get", "--raw", path], { signal, seconds: SECONDS * timeFactor() });
  return JSON.parse(text) as T;
}
