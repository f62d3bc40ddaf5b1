import type { Problem } from "./problems";

type Environment = Readonly<Record<string, string | undefined>>;

/** How this machine reaches the network, as its environment says; empty strings count as not set. */
export interface ProxySettings {
  /** For `https:` addresses, which are all that the lab downloads from. */
  readonly https: string | undefined;
  readonly http: string | undefined;
  /** Hosts that are reached directly, as NO_PROXY lists them. */
  readonly exceptions: string;
}

/** Without these a program connects directly; NODE_USE_ENV_PROXY is what makes Node read the others. */
const PROXY_VARIABLE = /^(?:(?:https?|all|no)_proxy|node_use_env_proxy)$/i;
const SCHEMES = ["http:", "https:", "socks5:", "socks:"];
const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** The proxies of `env`. The lower-case name wins, as for curl; an address without a scheme is an HTTP proxy's. */
export function proxySettings(env: Environment): ProxySettings {
  return {
    https: withScheme(read(env, "https_proxy")),
    http: withScheme(read(env, "http_proxy")),
    exceptions: read(env, "no_proxy") ?? "",
  };
}

function read(env: Environment, name: string): string | undefined {
  return [env[name], env[name.toUpperCase()]].find((value) => value !== undefined && value !== "");
}

function withScheme(address: string | undefined): string | undefined {
  return address === undefined || address.includes("://") ? address : `http://${address}`;
}

/** What is wrong with the proxies of `env`; their passwords are not told. */
export function proxyProblems(env: Environment): Problem[] {
  const { https, http } = proxySettings(env);
  const given = { HTTPS_PROXY: https, HTTP_PROXY: http };
  return Object.entries(given)
    .filter(([, address]) => address !== undefined && !isProxy(address))
    .map(([key, address = ""]) => ({
      key,
      value: withoutPassword(address),
      rule: `must be an address such as http://proxy.example.com:3128, with ${SCHEMES.join(", ")}`,
      wayOut: `Correct it, or unset ${key}`,
    }));
}

function isProxy(address: string): boolean {
  return URL.canParse(address) && SCHEMES.includes(new URL(address).protocol);
}

/** `address` as it may be shown. */
export function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/]*@/, "//");
}

/** One line about the way to the network and whose certificates are trusted; for `lab doctor`. */
export function describeNetwork(env: Environment): string {
  const { https, http, exceptions } = proxySettings(env);
  const proxy = https ?? http;
  const authorities = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"]
    .filter((name) => read(env, name) !== undefined)
    .map((name) => `${name}=${env[name] ?? ""}`);
  return [
    proxy === undefined ? "no proxy" : `proxy ${withoutPassword(proxy)}`,
    ...(proxy === undefined || exceptions === "" ? [] : [`except for ${exceptions}`]),
    ...(proxy === undefined && read(env, "all_proxy") !== undefined
      ? ["ALL_PROXY is not used: set HTTPS_PROXY"]
      : []),
    authorities.length === 0 ? "Node's own authorities" : `authorities of ${authorities.join(", ")}`,
  ].join("; ");
}

/** `env` for programs whose traffic stays inside the lab, where no proxy is. */
export function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !PROXY_VARIABLE.test(name)));
}

/** The command prefix under which a program sees none of the proxies of `env`; nothing where there are none. */
export function unsetProxies(env: Environment): string[] {
  const names = Object.keys(env).filter((name) => PROXY_VARIABLE.test(name));
  return names.length === 0 ? [] : ["env", ...names.flatMap((name) => ["-u", name])];
}

/**
 * Variables that keep traffic to this machine from the proxies of `env`, to be laid over it: the engine, its language host and the
 * providers talk to one another and to the API server over 127.0.0.1. Nothing where no proxy is set. Both spellings, since gRPC for
 * Node reads only the lower-case one.
 */
export function directToLoopback(env: Environment): Record<string, string> {
  const { https, http, exceptions } = proxySettings(env);
  if (https === undefined && http === undefined && read(env, "all_proxy") === undefined) return {};
  const given = exceptions.split(/[,\s]+/).filter(Boolean);
  if (given.includes("*")) return { NO_PROXY: "*", no_proxy: "*" };
  const all = [...new Set([...given, ...LOOPBACK])].join(",");
  return { NO_PROXY: all, no_proxy: all };
}
