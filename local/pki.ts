import { webcrypto } from "node:crypto";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 24 * 60 * 60 * 1000;
/** Clocks of a host and its virtual machines differ a little; a certificate of the future is refused. */
const BACKDATED = DAY;
const VALID = 365 * DAY;

/** A certificate and its private key, PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** Whom a certificate is for: RBAC reads the common name as user and the organisations as groups. */
export interface Subject {
  readonly user: string;
  readonly groups?: readonly string[];
  /** Makes it a serving certificate as well. */
  readonly serves?: { readonly names?: readonly string[]; readonly addresses: readonly string[] };
}

/** The lab's own certificate authority: its key lives only as long as this object. */
export class Authority {
  private constructor(
    private readonly keys: webcrypto.CryptoKeyPair,
    private readonly own: x509.X509Certificate,
  ) {}

  static async create(name: string): Promise<Authority> {
    const keys = await generateKeys();
    const own = await x509.X509CertificateGenerator.createSelfSigned({
      name: [{ CN: [name] }],
      ...validity(),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new Authority(keys, own);
  }

  /** The authority's certificate, PEM: whoever trusts it trusts the lab. */
  get certificate(): string {
    return this.own.toString("pem");
  }

  async issue({ user, groups = [], serves }: Subject): Promise<Identity> {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: [{ CN: [user] }, ...groups.map((group) => ({ O: [group] }))],
      issuer: this.own.subjectName,
      ...validity(),
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.clientAuth,
          ...(serves === undefined ? [] : [x509.ExtendedKeyUsage.serverAuth]),
        ]),
        ...(serves === undefined ? [] : [alternativeNames(serves)]),
      ],
    });
    return { certificate: certificate.toString("pem"), key: await privateKeyPem(keys) };
  }
}

/** A key pair that signs service account tokens; the public half checks them. */
export async function serviceAccountKeys(): Promise<{
  readonly privateKey: string;
  readonly publicKey: string;
}> {
  const keys = await generateKeys();
  const spki = await webcrypto.subtle.exportKey("spki", keys.publicKey);
  return { privateKey: await privateKeyPem(keys), publicKey: x509.PemConverter.encode(spki, "PUBLIC KEY") };
}

function alternativeNames({ names = [], addresses }: NonNullable<Subject["serves"]>) {
  return new x509.SubjectAlternativeNameExtension([
    ...names.map((value) => ({ type: "dns" as const, value })),
    ...addresses.map((value) => ({ type: "ip" as const, value })),
  ]);
}

function validity() {
  const now = Date.now();
  return { notBefore: new Date(now - BACKDATED), notAfter: new Date(now + VALID) };
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

async function privateKeyPem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
}
