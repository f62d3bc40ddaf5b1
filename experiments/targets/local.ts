import { readFileSync } from "node:fs";
import { join } from "node:path";
import { enterClient } from "../../local/enter";
import type { LoadBalancerView } from "../../local/loadBalancer/rule";
import { labDirectory } from "../../system/paths";
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
    rules: () => Promise.resolve(readView(lab).rules),
  };
}

/** What the load balancer of the lab of that name tells of itself. */
export function readView(lab: string): LoadBalancerView {
  return JSON.parse(readFileSync(join(labDirectory(lab), "load-balancer.json"), "utf8")) as LoadBalancerView;
}
