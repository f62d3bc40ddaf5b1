import { NAMESPACE, type RawConfig } from "../../config/labConfig";
import { configDefaults } from "../../config/stackFile";

const DEFAULTS = configDefaults();

/** The schema's defaults with some keys set otherwise; the keys are short ones. */
export function raw(set: Readonly<Record<string, unknown>> = {}): RawConfig {
  const full = Object.entries(set).map(([key, value]) => [`${NAMESPACE}:${key}`, value] as const);
  return { ...DEFAULTS, ...Object.fromEntries(full) };
}

/** A public key of the right form that opens nothing. */
export const SSH_PUBLIC_KEY = publicKey("ssh-ed25519", 32);

/** What a stack on Azure must say beyond the defaults, with an address that only examples use. */
export const ON_AZURE = {
  target: "azure",
  location: "westeurope",
  clients: 1,
  allowedSourceRanges: ["203.0.113.7/32"],
  sshPublicKey: SSH_PUBLIC_KEY,
  owner: "lab@example.com",
  expiresAt: "2026-12-01T18:00:00Z",
};

/** As {@link raw}, for a stack on Azure. */
export function azureRaw(set: Readonly<Record<string, unknown>> = {}): RawConfig {
  return raw({ ...ON_AZURE, ...set });
}

/** A line of authorized_keys whose key is `bytes` zeros. */
export function publicKey(type: string, bytes: number): string {
  const part = (content: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, content]);
  };
  const blob = Buffer.concat([part(Buffer.from(type)), part(Buffer.alloc(bytes))]);
  return `${type} ${blob.toString("base64")} lab@example.com`;
}

/** What the engine makes of it: text, and JSON where there is more to a value. */
export function asEngineGives(config: RawConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
