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

/** Runs `nft` with these arguments and this input. @throws with nft's own words. */
export type Nft = (args: readonly string[], input: string) => Promise<unknown>;

export interface Loaded {
  /** What the kernel does now. */
  readonly view: LoadBalancerView;
  /** Name of a rule that it refused -> its words. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Makes the kernel do what a view says, unless it does already. */
export class Kernel {
  private loaded = "";

  constructor(
    private readonly config: LoadBalancerConfig,
    private readonly nft: Nft = (args, input) => run(["nft", ...args], { input }),
  ) {}

  /**
   * Loads the view; where the kernel refuses it because of some rules, all others.
   * @throws Error when it refuses the view for another reason.
   */
  async load(view: LoadBalancerView): Promise<Loaded> {
    try {
      await this.replace(view);
      return { view, refused: new Map() };
    } catch (error) {
      const refused = await this.refusedAlone(view);
      if (refused.size === 0) throw error;
      const rest = { ...view, rules: view.rules.filter(({ name }) => !refused.has(name)) };
      await this.replace(rest);
      return { view: rest, refused };
    }
  }

  private async replace(view: LoadBalancerView): Promise<void> {
    const text = ruleset(this.config, view);
    if (text === this.loaded) return;
    await this.nft(["-f", "-"], text);
    this.loaded = text;
  }

  /** A load is all or nothing: each rule is checked by itself to find out which are in the way. */
  private async refusedAlone(view: LoadBalancerView): Promise<Map<string, string>> {
    const check = (rules: LoadBalancerView["rules"]): Promise<unknown> =>
      this.nft(["--check", "-f", "-"], ruleset(this.config, { ...view, rules }));
    // Where not even an empty table is taken, no rule is the reason.
    await check([]);
    const refused = new Map<string, string>();
    for (const rule of view.rules) {
      await check([rule]).catch((error: unknown) => refused.set(rule.name, (error as Error).message));
    }
    return refused;
  }
}
