import { findImages } from "../../local/images/find";
import { ProblemsError } from "../../system/problems";
import { findToolchain } from "../../toolchain/find";

/** Whether all programs and images are in the cache. */
export function isCached(): boolean {
  try {
    findToolchain();
    findImages();
    return true;
  } catch (error) {
    if (error instanceof ProblemsError) return false;
    throw error;
  }
}
