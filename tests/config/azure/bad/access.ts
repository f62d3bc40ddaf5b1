import { publicKey, SSH_PUBLIC_KEY } from "../../raw";
import type { Row } from "./row";

const ranges = (...allowedSourceRanges: string[]) => ({ allowedSourceRanges });
const FIRST_RANGE = "allowedSourceRanges[0]";

export const ACCESS: Row[] = [
  [
    "allowedSourceRanges: read",
    { allowedSourceRanges: "203.0.113.7/32" },
    "203.0.113.7/32: must be a list of networks as text",
  ],
  ["allowedSourceRanges: read", { allowedSourceRanges: [7] }, "[7]: must be a list of networks as text"],
  [
    "allowedSourceRanges: set",
    ranges(),
    "(not set): must name who may reach the API server and the frontend IP",
  ],
  [
    "allowedSourceRanges: at most 200",
    ranges(...Array.from({ length: 201 }, (_, host) => `8.8.8.${host}/32`)),
    "has 201 networks, and AKS takes at most 200",
  ],
  [
    "allowedSourceRanges: form",
    ranges("me"),
    "allowedSourceRanges[0]: me: is not an IPv4 network",
    FIRST_RANGE,
  ],
  [
    "allowedSourceRanges: form",
    ranges("2001:db8::1/128"),
    "2001:db8::1/128: is not an IPv4 network",
    FIRST_RANGE,
  ],
  ["allowedSourceRanges: form", ranges("8.8.8.8"), "8.8.8.8: has no prefix. Write 8.8.8.8/32", FIRST_RANGE],
  ["allowedSourceRanges: form", ranges("8.8.8.8/24"), "8.8.8.8/24: has host bits set", FIRST_RANGE],
  [
    "allowedSourceRanges: form",
    ranges("8.8.4.4/32", "8.8.8.8/33"),
    "allowedSourceRanges[1]: 8.8.8.8/33",
    "allowedSourceRanges[1]",
  ],
  [
    "allowedSourceRanges: not everyone",
    ranges("0.0.0.0/0"),
    "0.0.0.0/0: is everyone on the internet",
    FIRST_RANGE,
  ],
  ["allowedSourceRanges: no wide range", ranges("64.0.0.0/3"), "64.0.0.0/3: is wider than a /8", FIRST_RANGE],
  ["allowedSourceRanges: no wide range", ranges("0.0.0.0/1"), "0.0.0.0/1: is wider than a /8", FIRST_RANGE],
  [
    "allowedSourceRanges: public",
    ranges("192.168.1.0/24"),
    "192.168.1.0/24: is not public (192.168.0.0/16)",
    FIRST_RANGE,
  ],
  [
    "allowedSourceRanges: public",
    ranges("10.0.0.5/32"),
    "10.0.0.5/32: is not public (10.0.0.0/8)",
    FIRST_RANGE,
  ],
  [
    "allowedSourceRanges: public",
    ranges("100.64.0.1/32"),
    "100.64.0.1/32: is not public (100.64.0.0/10)",
    FIRST_RANGE,
  ],
  [
    "allowedSourceRanges: public",
    ranges("127.0.0.1/32"),
    "127.0.0.1/32: is not public (127.0.0.0/8)",
    FIRST_RANGE,
  ],
  ["allowedSourceRanges: public", ranges("0.0.0.0/32"), "0.0.0.0/32: is not public (0.0.0.0/8)", FIRST_RANGE],
  [
    "allowedSourceRanges: public",
    ranges("172.0.0.0/8"),
    "172.0.0.0/8: is not public (172.16.0.0/12)",
    FIRST_RANGE,
  ],
  ["sshPublicKey: read", { sshPublicKey: ["a"] }, 'sshPublicKey: ["a"]: must be text'],
  ["sshPublicKey: set", { sshPublicKey: "" }, "sshPublicKey: (not set): must be set while debugger is true"],
  [
    "sshPublicKey: public",
    { sshPublicKey: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n" },
    "sshPublicKey: (a private key): is a private key",
  ],
  ["sshPublicKey: one line", { sshPublicKey: `${SSH_PUBLIC_KEY}\n${SSH_PUBLIC_KEY}` }, "must be one line"],
  [
    "sshPublicKey: type",
    { sshPublicKey: publicKey("ssh-dss", 300) },
    "must begin with a key type that sshd takes: ssh-ed25519, ssh-rsa",
  ],
  [
    "sshPublicKey: type",
    { sshPublicKey: `restrict ${SSH_PUBLIC_KEY}` },
    "sshPublicKey: restrict ssh-ed25519",
  ],
  [
    "sshPublicKey: type",
    { sshPublicKey: "~/.ssh/id_ed25519.pub" },
    "sshPublicKey: ~/.ssh/id_ed25519.pub: must begin with a key type",
  ],
  [
    "sshPublicKey: whole",
    { sshPublicKey: "ssh-ed25519" },
    "sshPublicKey: ssh-ed25519: must have a whole key of the type ssh-ed25519",
  ],
  [
    "sshPublicKey: whole",
    { sshPublicKey: "ssh-ed25519 AAAA me" },
    "ssh-ed25519 AAAA me: must have a whole key",
  ],
  [
    "sshPublicKey: whole",
    { sshPublicKey: publicKey("ssh-ed25519", 300).replace("ssh-ed25519", "ssh-rsa") },
    "must have a whole key of the type ssh-rsa",
  ],
  ["sshPublicKey: whole", { sshPublicKey: "ssh-ed25519 päd" }, "ssh-ed25519 päd: must have a whole key"],
];
