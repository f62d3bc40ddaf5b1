import { enterClient } from "../../local/enter";
import { savedView } from "../../local/loadBalancer/savedView";
import type { Client, Target } from "../target";
import { sendByProcess } from "../traffic/sendByProcess";
import { senderFile } from "../../sender/place";

/** The lab of that name on this machine: its clients are network namespaces outside the VNet. */
export function localTarget(lab: string, clients: readonly Client[]): Target {
  return {
    kind: "local",
    clients,
    send: (client, sending, signal) =>
      sendByProcess([...enterClient(lab, client.name), process.execPath, senderFile], sending, signal),
    rules: () => Promise.resolve(savedView(lab).rules),
  };
}
