import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Entry, Existing } from "../../../standIns/azure-native/subscription";
import type { Checkout } from "../../support/checkout";
import { plannedSteps, type Step } from "../../support/engineSteps";
import { lab, type Ended } from "../../support/lab";
import { standInPath } from "./standInPath";

/** The stack `dev` in a checkout, on a subscription that is a folder. */
export class AzureStandIn {
  private readonly folder: string;
  /** Whose content the stand-in gives out as the cluster's; may be another file for the next cluster. */
  kubeconfigFile = "";
  private variants = 0;

  constructor(private readonly checkout: Checkout) {
    this.folder = join(checkout.state, "subscription");
  }

  /** `npx lab pulumi …` with credentials that are none, and the stand-in on PATH: nowhere but here. */
  pulumi(...args: string[]): Promise<Ended> {
    return lab(this.checkout, ["pulumi", ...args, "--stack", "dev"], {
      PATH: standInPath(this.checkout.project),
      LAB_STANDIN_SUBSCRIPTION: this.folder,
      LAB_STANDIN_KUBECONFIG: this.kubeconfigFile,
      ARM_SUBSCRIPTION_ID: "00000000-0000-0000-0000-000000000001",
      ARM_TENANT_ID: "00000000-0000-0000-0000-000000000002",
      ARM_CLIENT_ID: "00000000-0000-0000-0000-000000000003",
      ARM_CLIENT_SECRET: "none",
    });
  }

  /** What a preview says would be done with other settings; the stack keeps its own. */
  async preview(settings: Readonly<Record<string, unknown>>): Promise<Step[]> {
    const file = join(this.checkout.state, `Pulumi.variant${++this.variants}.yaml`);
    const { config } = parse(readFileSync(this.stackFile(), "utf8")) as { config: Record<string, unknown> };
    const changed = Object.entries(settings).map(([key, value]) => [`aks-lb-lab:${key}`, value] as const);
    // JSON is YAML, and quotes what the engine would take for a date.
    writeFileSync(file, JSON.stringify({ config: { ...config, ...Object.fromEntries(changed) } }));
    const { code, stdout, stderr } = await this.pulumi("preview", "--json", "--config-file", file);
    if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
    return plannedSteps(stdout);
  }

  stackFile(): string {
    return join(this.checkout.project, "Pulumi.dev.yaml");
  }

  /** The engine's own file, secrets encrypted. */
  stateText(): string {
    const file = join(this.checkout.state, "pulumi", ".pulumi", "stacks", "aks-lb-lab", "dev.json");
    return readFileSync(file, "utf8");
  }

  journal(): Entry[] {
    const file = join(this.folder, "journal.jsonl");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Entry);
  }

  /** What the program itself did, from that line of the journal on, as `create managedClusters/kubenet-cluster`. */
  done(from: number): Step[] {
    return this.journal()
      .slice(from)
      .filter(({ by }) => by === "caller")
      .map(({ operation, id }) => {
        const scope = /\/([^/]+)\/providers\/Microsoft\.Authorization\//.exec(id)?.[1];
        return `${operation} ${scope === undefined ? id.split("/").slice(-2).join("/") : `role on ${scope}`}`;
      });
  }

  existing(): Existing[] {
    return JSON.parse(readFileSync(join(this.folder, "subscription.json"), "utf8")) as Existing[];
  }

  /** The routes that AKS keeps in the table of the nodes' subnet. */
  routes(): unknown[] {
    const table = this.existing().find(({ id }) => id.endsWith("/routeTables/kubenet-routes"));
    return (table?.properties.routes ?? []) as unknown[];
  }
}
