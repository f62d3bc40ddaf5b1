import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { rootCertificates } from "node:tls";
import { ProblemsError } from "./problems";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The certificates (PEM) to trust where SSL_CERT_FILE or SSL_CERT_DIR name more than Node knows: those, Node's own, and
 * NODE_EXTRA_CA_CERTS. Nothing where neither is set: Node itself reads NODE_EXTRA_CA_CERTS.
 * @throws ProblemsError for a file or folder that is named and not there.
 */
export function authorities(env: Environment): string[] | undefined {
  const file = env.SSL_CERT_FILE ?? "";
  const folders = (env.SSL_CERT_DIR ?? "").split(delimiter).filter(Boolean);
  if (file === "" && folders.length === 0) return undefined;
  const extra = env.NODE_EXTRA_CA_CERTS ?? "";
  const files = [
    ...(file === "" ? [] : [required("SSL_CERT_FILE", file)]),
    // Node only warns of one that is not there.
    ...(existsSync(extra) ? [extra] : []),
    ...folders.flatMap((folder) => filesIn(required("SSL_CERT_DIR", folder))),
  ];
  return [...new Set([...rootCertificates, ...files.flatMap(certificatesIn)])];
}

/** The variables under which Go's programs trust NODE_EXTRA_CA_CERTS too, beside the system's own folder of certificates. */
export function authoritiesForGo(env: Environment): Record<string, string> {
  const extra = env.NODE_EXTRA_CA_CERTS ?? "";
  return (env.SSL_CERT_FILE ?? "") === "" && existsSync(extra) ? { SSL_CERT_FILE: extra } : {};
}

function required(key: string, path: string): string {
  if (existsSync(path)) return path;
  const rule = "must be there: certificates that this machine trusts";
  throw new ProblemsError([{ key, value: path, rule, wayOut: `Correct ${key}, or unset it` }]);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

function certificatesIn(file: string): string[] {
  return (
    readFileSync(file, "utf8").match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  );
}
