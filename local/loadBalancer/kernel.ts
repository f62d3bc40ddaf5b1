import { run } from "../../system/command";
import type { LoadBalancerConfig } from "./config";
import { routingCommands } from "./routing";
import { ruleset } from "./ruleset";
import type { LoadBalancerView } from "./rule";

/** Makes the members' route tables and the rules that select them; those of an earlier run stay. */
export async function prepareRouting(config: LoadBalancerConfig): Promise<void> {
  const rules = JSON.parse(await run(["ip", "-json", "rule", "show"])) as { readonly priority: number }[];
  const commands = routingCommands(config, new Set(rules.map(({ priority }) => priority)));
  await run(["ip", "-batch", "-"], { input: `${commands.join("\n")}\n` });
}

/** Makes the kernel do what a view says, unless it does already. */
export class Kernel {
  private loaded = "";

  constructor(private readonly config: LoadBalancerConfig) {}

  async load(view: LoadBalancerView): Promise<void> {
    const text = ruleset(this.config, view);
    if (text === this.loaded) return;
    await run(["nft", "-f", "-"], { input: text });
    this.loaded = text;
  }
}
