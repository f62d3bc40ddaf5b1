import { isPrepared } from "../../local/images/find";
import { missingModules } from "../../toolchain/find";

/** Whether all programs and images are in the cache. */
export function isCached(): boolean {
  return missingModules().length === 0 && isPrepared();
}
