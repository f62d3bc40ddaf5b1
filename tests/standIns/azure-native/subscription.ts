import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties } from "../../../local/provider/protocol/value";

/** A resource that exists, as Azure would tell of it. */
export interface Existing {
  readonly id: string;
  /** As in `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
  readonly properties: Properties;
}

/** A line of the journal. */
export interface Entry {
  readonly operation: "create" | "update" | "delete";
  /** `aks`: done by AKS on its own account; `cascade`: gone with the group or network that held it. */
  readonly by: "caller" | "aks" | "cascade";
  readonly type: string;
  readonly id: string;
}

/** A subscription that is a folder: what exists in one file, what was done in another. Ids are compared as Azure does, by lower case. */
export class Subscription {
  private readonly file: string;
  private readonly journal: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, "subscription.json");
    this.journal = join(folder, "journal.jsonl");
  }

  get(id: string): Existing | undefined {
    const wanted = id.toLowerCase();
    return this.all().find((existing) => existing.id.toLowerCase() === wanted);
  }

  all(): readonly Existing[] {
    try {
      return JSON.parse(readFileSync(this.file, "utf8")) as Existing[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }

  ofType(type: string): readonly Existing[] {
    return this.all().filter((existing) => existing.type === type);
  }

  /** Makes a resource or overwrites it. */
  put(existing: Existing, by: Entry["by"] = "caller"): void {
    const operation = this.get(existing.id) === undefined ? "create" : "update";
    this.save([...this.without(existing.id), existing]);
    this.note({ operation, by, type: existing.type, id: existing.id });
  }

  remove(id: string, by: Entry["by"] = "caller"): void {
    const existing = this.get(id);
    if (existing === undefined) return;
    this.save(this.without(id));
    this.note({ operation: "delete", by, type: existing.type, id });
  }

  /** What lies below an id, such as the contents of a resource group. */
  below(id: string): readonly Existing[] {
    const prefix = `${id.toLowerCase()}/`;
    return this.all().filter((existing) => existing.id.toLowerCase().startsWith(prefix));
  }

  private without(id: string): Existing[] {
    const unwanted = id.toLowerCase();
    return this.all().filter((existing) => existing.id.toLowerCase() !== unwanted);
  }

  private save(all: readonly Existing[]): void {
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(all, undefined, 2));
    renameSync(draft, this.file);
  }

  private note(entry: Entry): void {
    appendFileSync(this.journal, `${JSON.stringify(entry)}\n`);
  }
}
