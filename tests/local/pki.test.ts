import { createPrivateKey, X509Certificate } from "node:crypto";
import { Authority, serviceAccountKeys } from "../../local/pki";

describe("Authority", () => {
  it("issues what it signed, with user, groups and names as asked", async () => {
    const authority = await Authority.create("a lab");
    const { certificate, key } = await authority.issue({
      user: "system:node:node1",
      groups: ["system:nodes"],
      serves: { names: ["node1"], addresses: ["10.240.0.4"] },
    });
    const own = new X509Certificate(authority.certificate);
    const issued = new X509Certificate(certificate);
    expect(issued.verify(own.publicKey)).toBe(true);
    expect(issued.subject.split("\n")).toEqual(["CN=system:node:node1", "O=system:nodes"]);
    expect(issued.subjectAltName).toBe("DNS:node1, IP Address:10.240.0.4");
    expect(issued.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(issued.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"]);
    expect(issued.ca).toBe(false);
    expect(own.ca).toBe(true);
  });

  it("makes no server of someone who only calls", async () => {
    const authority = await Authority.create("a lab");
    const issued = new X509Certificate((await authority.issue({ user: "system:kube-proxy" })).certificate);
    expect(issued.subject).toBe("CN=system:kube-proxy");
    expect(issued.subjectAltName).toBeUndefined();
    expect(issued.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
  });

  it("trusts no other authority of the same name", async () => {
    const [one, other] = await Promise.all([Authority.create("a lab"), Authority.create("a lab")]);
    const issued = new X509Certificate((await one.issue({ user: "someone" })).certificate);
    expect(issued.verify(new X509Certificate(other.certificate).publicKey)).toBe(false);
  });
});

it("gives service account keys that belong together", async () => {
  const { privateKey, publicKey } = await serviceAccountKeys();
  expect(createPrivateKey(privateKey).asymmetricKeyType).toBe("ec");
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/);
});
