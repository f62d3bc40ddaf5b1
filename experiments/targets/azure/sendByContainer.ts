import { randomBytes } from "node:crypto";
import type { Sending } from "../../target";
import { longestSeconds, planLine, recordsOf } from "../../traffic/plan";
import type { SentRequest } from "../../traffic/sentRequest";
import type { Arm } from "./arm";
import { runScript, type ShellAddress } from "./remoteShell";
import { senderScript } from "./script";

/** A container of Azure Container Instances with the sender in it. */
export interface ContainerPlace {
  /** What experiments call it: `client-b`. */
  readonly name: string;
  /** Its public address: that of its network's NAT gateway. */
  readonly address: string;
  readonly resourceGroup: string;
  readonly containerGroup: string;
  readonly container: string;
}

/** Exec takes one program without arguments, and gives it a terminal. */
const SHELL = { command: "/bin/sh", terminalSize: { rows: 50, cols: 500 } };
/** Seconds for connecting, typing and parting. */
const AROUND = 45;

/**
 * Runs the sender in the container and resolves with its records, in the order of `sending.ids`.
 * @throws when it fails or leaves a request untold; as {@link Arm.ask} does; the signal's reason when aborted, and then the sender
 * was told to end.
 */
export async function sendByContainer(
  arm: Arm,
  place: ContainerPlace,
  sending: Sending,
  signal: AbortSignal,
): Promise<readonly SentRequest[]> {
  const address = await startShell(arm, place, signal);
  // No leash: the plan's end is the end of its standard input. Its terminal takes the leash's place.
  const script = senderScript(planLine(sending, false), `lab-${randomBytes(6).toString("hex")}`);
  const seconds = longestSeconds(sending) + AROUND;
  const { status, records, complaints } = await runScript(address, script, seconds, signal).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw new Error(`sending from ${place.name}: ${(error as Error).message}`, { cause: error });
    },
  );
  if (status !== 0)
    throw new Error(
      `the sender in ${place.name} failed with exit status ${status}: ${complaints.join(" / ")}`,
    );
  return recordsOf(sending.ids, records);
}

async function startShell(arm: Arm, place: ContainerPlace, signal: AbortSignal): Promise<ShellAddress> {
  const { name, resourceGroup, containerGroup, container } = place;
  const question = {
    what: `a shell in the container of ${name}`,
    action: "Microsoft.ContainerInstance/containerGroups/containers/exec/action",
    resourceGroup,
  };
  const { webSocketUri, password } = await arm.ask(question, signal, (options) =>
    arm.containers().containers.executeCommand(resourceGroup, containerGroup, container, SHELL, options),
  );
  if (webSocketUri === undefined || password === undefined)
    throw new Error(`Azure gave no way to ${question.what}`);
  return { webSocketUri, password };
}
