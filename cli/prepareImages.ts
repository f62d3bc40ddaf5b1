import { prepareImages } from "../local/images/prepare";
import { findToolchain } from "../toolchain/find";
import { interruption } from "./interrupt";
import { runAlone } from "./runAlone";

// A program of its own, for root: every line that it prints is progress.
void runAlone(async () => {
  const progress = (message: string): void => {
    console.log(message);
  };
  await prepareImages(findToolchain(), { progress, signal: interruption() });
});
