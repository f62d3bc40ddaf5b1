import { mkdirSync } from "node:fs";
import type { NodePackets, PacketFiles } from "../../experiments/capture/packetFolder";
import { refuse } from "../../system/problems";
import { count } from "../../report/words";

/** What was kept of a capture, for people. */
export function filesTold({ merged, packets, nodes }: PacketFiles): string[] {
  const each = nodes.map((node) => `${node.node} ${node.packets}`).join(", ");
  return [
    `${count(packets, "packet")} in ${merged}: ${each}`,
    ...nodes.flatMap((node) => lossesOf(node).map((loss) => `${node.node}: ${loss}`)),
  ];
}

function lossesOf({ packets, captured, dropped, overCap }: NodePackets): string[] {
  const untold = captured === null ? [] : [captured - packets - overCap];
  return [
    ...(captured === null ? ["its tcpdump could not say how many it took"] : []),
    ...untold.filter((lost) => lost !== 0).map((lost) => `${count(lost, "packet")} did not come through`),
    ...(dropped > 0 ? [`its kernel dropped ${count(dropped, "packet")}`] : []),
    ...(overCap > 0 ? [`its file is full, ${count(overCap, "packet")} had no room`] : []),
  ];
}

/** Makes `folder`, which the option `key` names. @throws ProblemsError when that cannot be. */
export function makeFolder(key: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    refuse([
      {
        ...{ key, value: folder, rule: `cannot be made: ${(error as Error).message}` },
        wayOut: "Name a folder that is yours to write",
      },
    ]);
  }
}
