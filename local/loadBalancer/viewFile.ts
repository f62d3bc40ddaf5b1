import { rename, writeFile } from "node:fs/promises";
import type { LoadBalancerView } from "./rule";

/** The view as a file that readers find whole at any time; written when it has changed. */
export class ViewFile {
  private written = "";

  constructor(private readonly path: string) {}

  async write(view: LoadBalancerView): Promise<void> {
    const text = `${JSON.stringify(view, null, 2)}\n`;
    if (text === this.written) return;
    const draft = `${this.path}.new`;
    await writeFile(draft, text);
    await rename(draft, this.path);
    this.written = text;
  }
}
