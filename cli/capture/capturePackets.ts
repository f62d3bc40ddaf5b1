import { randomBytes } from "node:crypto";
import { WHOLE_HEADERS } from "../../experiments/capture/look";
import { startLines, type CaptureSession } from "../../experiments/capture/session";
import { interruption } from "../interrupt";
import { labOf } from "../labOf";
import { aboutFilters } from "./badFilter";
import { chosenPods } from "./chosenPods";
import { filesTold, makeFolder } from "./filesTold";
import { interruptible } from "./interruptible";
import { PACKET_FIELDS, packetLayout, readPacketLine, type PacketLine } from "./packetLine";
import { untilOver } from "./untilOver";

export interface CaptureOptions {
  readonly filter: string;
  readonly captureFilter: string;
  /** Each packet as it comes, rather than all by their time at the end. */
  readonly live: boolean;
  readonly json: boolean;
  /** Until Ctrl-C unless given. */
  readonly seconds?: number | undefined;
  /** All nodes unless given. */
  readonly nodes?: readonly string[] | undefined;
  /** A folder for the packets themselves. */
  readonly write?: string | undefined;
}

/**
 * Prints the packets that nodes of the lab of `stack` see, and leaves nothing running in their pods.
 * @throws ProblemsError for what the user can mend; InterruptedError when it was to last longer.
 */
export async function capturePackets(stack: string, options: CaptureOptions): Promise<void> {
  const { filter, captureFilter, write } = options;
  if (write !== undefined) makeFolder("--write", write);
  const signal = interruption();
  const lab = await interruptible(signal, labOf(stack));
  const pods = await interruptible(signal, chosenPods(lab, options.nodes, signal));
  const nodes = pods.map(({ node }) => node);
  const printer = new Printer(nodes, options);
  const session = startLines(pods, {
    run: randomBytes(2).toString("hex"),
    look: { captureFilter, displayFilter: filter, fields: PACKET_FIELDS, bytes: WHOLE_HEADERS },
    tell: (node, line) => {
      printer.take(readPacketLine(node, line));
    },
    ...(write === undefined ? {} : { keepIn: write }),
  });
  try {
    await session.catchUp(signal);
    printer.begin();
    process.stderr.write(
      `capturing on ${nodes.join(", ")}${options.seconds === undefined ? "; Ctrl-C ends it" : ""}\n`,
    );
    await untilOver(session, options.seconds, signal);
    await lastWords(session);
  } catch (error) {
    throw aboutFilters(error, options);
  } finally {
    const files = await session.close();
    printer.end();
    for (const line of files === null ? [] : filesTold(files)) process.stderr.write(`${line}\n`);
  }
}

/** What went by until now is still under way; a Ctrl-C that ended the capture does not end the wait for it. */
async function lastWords(session: CaptureSession): Promise<void> {
  await session.catchUp(new AbortController().signal);
}

/** Prints packets as they come, or holds them until they can be put into order. */
class Printer {
  private readonly held: PacketLine[] = [];
  private begun = false;
  private readonly layout: ReturnType<typeof packetLayout>;
  private readonly show: (packet: PacketLine) => string;

  constructor(
    nodes: readonly string[],
    private readonly options: { readonly live: boolean; readonly json: boolean },
  ) {
    this.layout = packetLayout(nodes);
    this.show = options.json ? (packet) => JSON.stringify(packet) : this.layout.line;
  }

  /** From now on packets count: before, some nodes saw theirs and others did not. */
  begin(): void {
    this.begun = true;
    if (!this.options.json) console.log(this.layout.heading);
  }

  take(packet: PacketLine | undefined): void {
    if (packet === undefined || !this.begun) return;
    if (this.options.live) console.log(this.show(packet));
    else this.held.push(packet);
  }

  end(): void {
    for (const packet of this.held.splice(0).sort((a, b) => a.at - b.at)) console.log(this.show(packet));
  }
}
