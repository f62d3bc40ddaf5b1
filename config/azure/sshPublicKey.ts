import type { Field, Unread } from "../fields";
import type { Rule } from "../rule";

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

/** A line of authorized_keys without options, or nothing. */
export const sshPublicKey: Field<string> = (raw) => {
  if (raw === "") return { value: "" };
  return badLine(raw) ?? { value: String(raw) };
};

function badLine(raw: unknown): Unread | undefined {
  if (typeof raw !== "string") return { rule: "must be a public key", wayOut };
  if (raw.includes('PRIVATE KEY')) {
    // Not even a message shall hold it.
    return { rule: "is a private key, which belongs to nobody but you", wayOut, shown: "(a private key)" };
  }
  if (/[\r\n]/.test(raw)) return { rule: "must be one line", wayOut };
  const [type = "", blob = ""] = raw.split(" ");
  if (!TYPES.includes(type)) {
    return { rule: `must begin with a key type that sshd takes: ${TYPES.join(", ")}`, wayOut };
  }
  if (properBlob(type, blob)) return undefined;
  return { rule: `must have a whole key of the type ${type} after its type`, wayOut };
}

/** The base64 part names the type once more, behind its length of four bytes (RFC 4253, section 6.6). */
function properBlob(type: string, blob: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(blob)) return false;
  const bytes = Buffer.from(blob, "base64");
  if (bytes.length < SHORTEST_BLOB || bytes.readUInt32BE(0) !== type.length) return false;
  return bytes.toString("latin1", 4, 4 + type.length) === type;
}

interface Access {
  readonly sshPublicKey: string;
  readonly debugger: boolean;
}

export const SSH_KEY_RULES: readonly Rule<Access>[] = [{ name: "sshPublicKey: set", problems: missing }];

function missing({ sshPublicKey, debugger: wanted }: Partial<Access>): ReturnType<Rule<Access>["problems"]> {
  if (sshPublicKey !== "" || wanted !== true) return [];
  const rule = "must be set while debugger is true: it opens the debug pods' sshd";
  const orOff = `${wayOut}, or \`pulumi config set debugger false\``;
  return [{ key: "sshPublicKey", value: "(not set)", rule, wayOut: orOff }];
}
