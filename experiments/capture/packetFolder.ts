import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { KernelCount } from "./nodeCapture";
import { mergeFiles } from "./pcap/mergeFiles";
import { PacketFile } from "./pcap/packetFile";

/** What was kept of a capture. */
export interface PacketFiles {
  /** The pcapng of all nodes, with an interface named after each. */
  readonly merged: string;
  readonly packets: number;
  readonly nodes: readonly NodePackets[];
}

export interface NodePackets {
  readonly node: string;
  /** Its own pcap. */
  readonly file: string;
  /** Packets in the file. */
  readonly packets: number;
  /** Packets that the node's tcpdump says it took, the capture's own markers aside; `null` where it could not say so any more. */
  readonly captured: number | null;
  /** Packets that the node's kernel lost because tcpdump could not keep up. */
  readonly dropped: number;
  /** Packets that the file had no room for. */
  readonly overCap: number;
}

/** The files of one capture: `<run>.<node>.pcap` for each node, and `<run>.pcapng` of them all. */
export class PacketFolder {
  private readonly files = new Map<string, PacketFile>();

  /** @throws Error when the folder cannot be made. */
  constructor(
    private readonly folder: string,
    private readonly run: string,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  fileFor(node: string): PacketFile {
    const file = new PacketFile(join(this.folder, `${this.run}.${node}.pcap`));
    this.files.set(node, file);
    return file;
  }

  /** Merges them. @throws Error when one could not be written. */
  close(counts: ReadonlyMap<string, KernelCount | undefined>): PacketFiles {
    const nodes = [...this.files].map(([node, packets]): NodePackets => {
      packets.close();
      const count = counts.get(node);
      const { file, written, left, markers } = packets;
      const captured = count === undefined ? null : count.captured - markers;
      const dropped = count?.dropped ?? 0;
      return { node, file, packets: written, captured, dropped, overCap: left };
    });
    const merged = join(this.folder, `${this.run}.pcapng`);
    const packets = mergeFiles(
      nodes.map(({ node, file }) => ({ name: node, file })),
      merged,
    );
    return { merged, packets, nodes };
  }
}
