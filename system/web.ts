import { setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { createSecureContext } from "node:tls";
import type { Dispatcher, RequestInit, Response } from "undici";
import { authorities } from "./authorities";
import { refuse } from "./problems";
import { proxyProblems, proxySettings } from "./proxy";

/** Milliseconds for each of a name's addresses; Node's own 250 are too few for a satellite or another continent. */
const EACH_ADDRESS_MS = 2000;

let dispatcher: Dispatcher | undefined;

/**
 * `fetch` as this machine reaches the network: through its proxies, trusting its authorities. Node's own reads neither
 * HTTPS_PROXY nor SSL_CERT_FILE.
 * @throws ProblemsError for proxies or authorities that cannot be; what `fetch` throws.
 */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  // Loaded when something is asked: most commands ask nothing of the network.
  const { fetch } = await import("undici");
  dispatcher ??= await makeDispatcher(process.env);
  return fetch(url, { ...init, dispatcher });
}

async function makeDispatcher(env: NodeJS.ProcessEnv): Promise<Dispatcher> {
  refuse(proxyProblems(env));
  const { EnvHttpProxyAgent } = await import("undici");
  setDefaultAutoSelectFamilyAttemptTimeout(EACH_ADDRESS_MS);
  const { https, http, exceptions } = proxySettings(env);
  const ca = authorities(env);
  // Read once: a system's folder holds hundreds of certificates.
  const trust = ca === undefined ? {} : { secureContext: createSecureContext({ ca }) };
  return new EnvHttpProxyAgent({
    ...(https === undefined ? {} : { httpsProxy: https }),
    ...(http === undefined ? {} : { httpProxy: http }),
    noProxy: exceptions,
    connect: trust,
    requestTls: trust,
    proxyTls: trust,
  });
}

/** Why `error` came of asking: fetch itself only says "fetch failed". */
export function reasonOf(error: unknown): string {
  const { message, code, cause } = error as Failure;
  if (cause !== undefined) return reasonOf(cause);
  return code !== undefined && !message.includes(code) ? [message, code].filter(Boolean).join(" ") : message;
}

interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly cause?: unknown;
}
