import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { azureNativeProvider } from "../azureNativeProvider";
import { Subscription, type Entry } from "../subscription";
import type { Difference } from "../../../../local/provider/protocol/difference";
import { formatPath } from "../../../../local/provider/protocol/difference";
import type { Provider, Resource } from "../../../../local/provider/protocol/provider";
import type { Properties } from "../../../../local/provider/protocol/value";
import { operation } from "../../../local/provider/protocol/operation";

export const SUBSCRIPTION_ID = "00000000-0000-0000-0000-000000000001";
export const GROUP = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rg`;

const ENV = {
  ARM_SUBSCRIPTION_ID: SUBSCRIPTION_ID,
  ARM_TENANT_ID: "00000000-0000-0000-0000-000000000002",
  ARM_CLIENT_ID: "00000000-0000-0000-0000-000000000003",
};

/** A resource as the engine keeps it. */
export interface Kept {
  readonly token: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Does with the stand-in what the engine would, without the wire between them. */
export class Bench {
  private readonly folder = mkdtempSync(join(tmpdir(), "azure-native-"));
  readonly subscription = new Subscription(this.folder);
  readonly provider: Provider;

  constructor(env: NodeJS.ProcessEnv = {}) {
    this.provider = azureNativeProvider(this.subscription, { ...ENV, ...env });
  }

  down(): void {
    rmSync(this.folder, { recursive: true });
  }

  resource(token: string): Resource {
    const found = this.provider.resource(`azure-native:${token}`);
    if (found === undefined) throw new Error(`there is no ${token}`);
    return found;
  }

  async check(token: string, news: Properties, olds: Properties = {}, name = "thing") {
    const request = { token, name, olds, news, randomSeed: new Uint8Array([1]), autonaming: undefined };
    const { inputs, failures = [] } = await this.resource(token).check(request, operation());
    return { inputs, reasons: failures.map(({ reason }) => reason) };
  }

  async create(token: string, news: Properties): Promise<Kept> {
    const { inputs, reasons } = await this.check(token, news);
    if (reasons.length > 0) throw new Error(reasons.join("\n"));
    const { id, outputs } = await this.resource(token).create({ token, inputs }, operation());
    return { token, id, inputs, outputs };
  }

  /** Changes as `kind path`, with a `!` where they replace. */
  async diff(kept: Kept, change: Properties): Promise<string[]> {
    const { changes } = await this.difference(kept, change);
    return changes.map(({ kind, path, replaces }) => `${kind} ${formatPath(path)}${replaces ? "!" : ""}`);
  }

  async difference(kept: Kept, change: Properties): Promise<Difference> {
    const { inputs } = await this.check(kept.token, { ...kept.inputs, ...change }, kept.inputs);
    return this.resource(kept.token).diff({ ...existing(kept), news: inputs }, operation());
  }

  async update(kept: Kept, change: Properties, preview = false): Promise<Kept> {
    const { inputs, reasons } = await this.check(kept.token, { ...kept.inputs, ...change }, kept.inputs);
    if (reasons.length > 0) throw new Error(reasons.join("\n"));
    const resource = this.resource(kept.token);
    const outputs = await resource.update?.({ ...existing(kept), news: inputs }, operation({ preview }));
    return { ...kept, inputs, outputs: outputs ?? {} };
  }

  async refresh(kept: Kept): Promise<Kept | undefined> {
    const found = await this.resource(kept.token).read(existing(kept), operation());
    return found === undefined ? undefined : { ...kept, inputs: found.inputs, outputs: found.outputs };
  }

  async delete(kept: Kept): Promise<void> {
    await this.resource(kept.token).delete(existing(kept), operation());
  }

  journal(): Entry[] {
    return readFileSync(join(this.folder, "journal.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Entry);
  }
}

function existing({ token, id, inputs, outputs }: Kept) {
  return { token, id, oldInputs: inputs, oldOutputs: outputs };
}
