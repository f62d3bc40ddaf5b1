import { request } from "node:https";
import { timeFactor } from "../system/deadline";
import type { Identity } from "./pki";

/** What a call to the API server needs. */
export interface ApiAccess {
  readonly server: string;
  readonly authority: string;
  readonly identity: Identity;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

const SECONDS = 5;

/**
 * One request to the API server. The holder asks three questions while the cluster starts; the Kubernetes client, which everything
 * else uses, would take a second of two busy processors to load for them.
 * @throws when the server does not answer.
 */
export function callApi(
  access: ApiAccess,
  path: string,
  change?: { readonly method: "PATCH"; readonly body: unknown },
): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${access.server}${path}`,
      {
        method: change?.method ?? "GET",
        headers: { accept: "application/json", "content-type": "application/merge-patch+json" },
        ca: access.authority,
        cert: access.identity.certificate,
        key: access.identity.key,
        timeout: SECONDS * 1000 * timeFactor(),
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") });
        });
      },
    );
    call.on("timeout", () =>
      call.destroy(new Error(`the API server did not answer ${path} within ${SECONDS * timeFactor()} s`)),
    );
    call.on("error", reject);
    call.end(change === undefined ? undefined : JSON.stringify(change.body));
  });
}
