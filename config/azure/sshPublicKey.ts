import type { Problem } from "../../system/problems";
import { about, NOT_SET, type Breach, type Rule } from "../rule";

interface Access {
  readonly sshPublicKey: string;
  readonly debugger: boolean;
}

/** What today's sshd takes; ssh-dss is gone. */
const TYPES = [
  "ssh-ed25519",
  "ssh-rsa",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "sk-ssh-ed25519@openssh.com",
  "sk-ecdsa-sha2-nistp256@openssh.com",
];
const wayOut = 'Run `pulumi config set sshPublicKey "$(cat ~/.ssh/id_ed25519.pub)"`';
/** An ed25519 key, the shortest: two lengths of 4 bytes, 11 letters, 32 bytes. */
const SHORTEST_BLOB = 51;

/** It is a line of authorized_keys without options, or nothing where no debug pod is to be opened. */
export const SSH_KEY_RULES: readonly Rule<Access>[] = [
  { name: "sshPublicKey: set", problems: missing },
  about("sshPublicKey", "public", privateKey),
  about("sshPublicKey", "one line", severalLines),
  about("sshPublicKey", "type", unknownType),
  about("sshPublicKey", "whole", mangled),
];

function missing({ sshPublicKey, debugger: wanted }: Partial<Access>): Problem[] {
  if (sshPublicKey !== "" || wanted !== true) return [];
  const rule = "must be set while debugger is true: it opens the debug pods' sshd";
  const orOff = `${wayOut}, or \`pulumi config set debugger false\``;
  return [{ key: "sshPublicKey", value: NOT_SET, rule, wayOut: orOff }];
}

function privateKey(key: string): Breach | undefined {
  if (!key.includes("PRIVATE KEY")) return undefined;
  // Not even a message shall hold it.
  return { rule: "is a private key, which belongs to nobody but you", wayOut, shown: "(a private key)" };
}

function severalLines(key: string): Breach | undefined {
  return /[\r\n]/.test(key) && privateKey(key) === undefined
    ? { rule: "must be one line", wayOut }
    : undefined;
}

/** The line in its parts, when it is one line that may be shown. */
function partsOf(key: string): { type: string; blob: string } | undefined {
  if (key === "" || privateKey(key) !== undefined || severalLines(key) !== undefined) return undefined;
  const [type = "", blob = ""] = key.split(" ");
  return { type, blob };
}

function unknownType(key: string): Breach | undefined {
  const type = partsOf(key)?.type;
  if (type === undefined || TYPES.includes(type)) return undefined;
  return { rule: `must begin with a key type that sshd takes: ${TYPES.join(", ")}`, wayOut };
}

function mangled(key: string): Breach | undefined {
  const parts = partsOf(key);
  if (parts === undefined || !TYPES.includes(parts.type) || properBlob(parts.type, parts.blob))
    return undefined;
  return { rule: `must have a whole key of the type ${parts.type} after its type`, wayOut };
}

/** The base64 part names the type once more, behind its length of four bytes (RFC 4253, section 6.6). */
function properBlob(type: string, blob: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(blob)) return false;
  const bytes = Buffer.from(blob, "base64");
  if (bytes.length < SHORTEST_BLOB || bytes.readUInt32BE(0) !== type.length) return false;
  return bytes.toString("latin1", 4, 4 + type.length) === type;
}
