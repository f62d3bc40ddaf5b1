import type { ServiceObject } from "./apiObjects";
import { titleOf } from "./balancedService";

/** One change of a Service's status; `address` undefined takes the status back. */
export interface StatusChange {
  readonly service: ServiceObject;
  readonly address: string | undefined;
}

/** The path of a Service's status and the merge patch that makes it say the address. */
export function statusPatch({ service, address }: StatusChange): { path: string; body: unknown } {
  const { namespace = "", name } = service.metadata;
  // VIP: packets arrive with the frontend IP as destination, so kube-proxy has to take them.
  const ingress = address === undefined ? null : [{ ip: address, ipMode: "VIP" }];
  return {
    path: `/api/v1/namespaces/${namespace}/services/${name}/status`,
    body: { status: { loadBalancer: { ingress } } },
  };
}

const RETRY_MS = 500;

/** Writes statuses, each once for one version of its Service: the watch tells of what was written. */
export class StatusWriter {
  /** uid -> the version of the Service that was written upon. */
  private readonly written = new Map<string, string>();

  /** @param write sends a patch; @param onFailed is called when it is time to try again. */
  constructor(
    private readonly write: (path: string, body: unknown) => Promise<void>,
    private readonly onFailed: () => void,
    private readonly log: (line: string) => void,
  ) {}

  set(changes: readonly StatusChange[]): void {
    for (const change of changes) {
      const { uid, resourceVersion } = change.service.metadata;
      if (this.written.get(uid) === resourceVersion) continue;
      this.written.set(uid, resourceVersion);
      void this.put(change);
    }
  }

  private async put(change: StatusChange): Promise<void> {
    const { path, body } = statusPatch(change);
    const title = titleOf(change.service);
    try {
      await this.write(path, body);
      this.log(`${title}: status says ${change.address ?? "no address any more"}`);
    } catch (error) {
      this.log(`${title}: status not written, will try again: ${String(error)}`);
      setTimeout(() => {
        this.written.delete(change.service.metadata.uid);
        this.onFailed();
      }, RETRY_MS);
    }
  }
}
