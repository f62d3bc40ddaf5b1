import { readFileSync } from "node:fs";
import type { LoadBalancerConfig } from "./config";
import { Controller } from "./controller";
import { prepareRouting } from "./kernel";
import { readAccess } from "./kubernetesApi";

/** The load balancer as a program: `main.ts CONFIG.json`, in the router's network. Ends by SIGTERM. */
async function main(configFile: string | undefined): Promise<void> {
  if (configFile === undefined) throw new Error("usage: main.ts CONFIG.json");
  const config = JSON.parse(readFileSync(configFile, "utf8")) as LoadBalancerConfig;
  const log = (line: string): void => {
    process.stdout.write(`${new Date().toISOString()} ${line}\n`);
  };
  await prepareRouting(config);
  log(`up; members ${config.members.map(({ node, address }) => `${node} ${address}`).join(", ")}`);
  await new Controller(config, readAccess(config.kubeconfig), log).run(new AbortController().signal);
}

process.once("SIGTERM", () => process.exit(0));
main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
