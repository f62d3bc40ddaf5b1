import { readFileSync } from "node:fs";
import { anchorFile } from "./nodeMounts";
import type { Place } from "./program";

/**
 * The command prefix that runs a program in its place, seen from the lab's own namespaces. `ip netns exec` would not do: it
 * remounts /sys and hides the cgroups.
 * @throws when the lab in `folder` has no such node.
 */
export function placePrefix(folder: string, place: Place): string[] {
  switch (place.kind) {
    case "router":
      return [];
    case "network":
      return ["nsenter", `--net=/run/netns/${place.name}`, "--"];
    case "node": {
      const anchor = readFileSync(anchorFile(folder, place.name), "utf8").trim();
      return ["nsenter", "--target", anchor, "--net", "--mount", "--uts", "--"];
    }
  }
}
