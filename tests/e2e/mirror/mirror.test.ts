import { execa } from "execa";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority, type Identity } from "../../../local/pki";
import { serveProxy, type ForwardProxy } from "../../system/forwardProxy";
import { makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { processesNaming } from "../support/hostSide";
import { newMachine, pin } from "./machine";
import { publish, type Published } from "./releases";
import { serveMirror, STORES, type Faults, type Mirror } from "./server";

const PATIENCE_MS = 600_000;
const MEGABYTE = 1e6;
/** What a first run may take where programs are downloaded at 20 MB/s. */
const FIRST_RUN_SECONDS = 300;

/** A machine behind a company's proxy, which alone knows the way to the publishers. Their names mean nothing without it. */
describe("a machine that downloads everything", () => {
  let folder: string;
  let published: Published[];
  let identity: Identity;
  let checkout: Checkout;
  let mirror: Mirror;
  let proxy: ForwardProxy;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-mirror-"));
    const authority = await Authority.create("company");
    writeFileSync(join(folder, "ca.pem"), authority.certificate);
    const names = [...Object.keys(STORES), ...Object.values(STORES)];
    identity = await authority.issue({ user: "publishers", serves: { names, addresses: [] } });
    published = await publish(folder);
    checkout = makeCheckout();
    pin(checkout.project, Object.fromEntries(published.map(({ path, sha256 }) => [path, sha256])));
  }, PATIENCE_MS);

  afterEach(async () => {
    await proxy.close();
    await mirror.close();
  });

  afterAll(() => {
    removeCheckout(checkout);
    rmSync(folder, { recursive: true });
  });

  async function start(faults: Faults, megabytesPerSecond: number): Promise<void> {
    mirror = await serveMirror(published, identity, faults, megabytesPerSecond * MEGABYTE);
    const hosts = [...Object.keys(STORES), ...Object.values(STORES)].map((host) => `${host}:443`);
    proxy = await serveProxy(Object.fromEntries(hosts.map((host) => [host, mirror.port])));
  }

  /** Runs a command of the project's in a new machine. */
  async function run(name: string, network: Record<string, string>, command: readonly string[]) {
    const home = join(folder, name);
    mkdirSync(home);
    const proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].map((key) => [key, proxy.url]);
    const env = newMachine(home, { ...(Object.fromEntries(proxies) as Record<string, string>), ...network });
    const [program = "", ...args] = command;
    const options = { cwd: checkout.project, env, extendEnv: false, reject: false, stdin: "ignore" } as const;
    const begun = performance.now();
    const { exitCode, stdout, stderr } = await execa(program, args, options);
    return { home, exitCode, stdout, stderr, seconds: (performance.now() - begun) / 1000 };
  }

  it(
    "builds nothing, takes what was cut from where it was, and all four findings hold",
    async () => {
      await start({ busyOnce: /kube-apiserver$/, cutOnce: /pulumi-v.*\.tar\.gz$|kubelet$/ }, 20);
      const network = { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };
      const ended = await run("first", network, ["npm", "run", "lab"]);
      const { exitCode, stdout, stderr, seconds, home } = ended;
      if (exitCode !== 0) throw new Error(`exit code ${exitCode}\n${stdout}\n${stderr}`);
      expect(stdout).toContain("4 of 4 findings hold");
      expect(stderr).not.toContain("building");
      expect(seconds).toBeLessThan(FIRST_RUN_SECONDS);
      console.log(`${Math.round(seconds)} s at 20 MB/s: ${megabytesOf(published)} MB of programs`);
      // Each file once, but for the two faults; one archive has both of Pulumi's programs.
      const kinds = (status: number) => mirror.answers.filter((answer) => answer.startsWith(`${status} `));
      expect(kinds(503)).toEqual([expect.stringContaining("kube-apiserver")]);
      expect(kinds(200)).toHaveLength(published.length);
      expect(kinds(206).sort()).toEqual([
        expect.stringMatching(/kubelet bytes=[1-9]\d+-$/),
        expect.stringMatching(/pulumi-v\S+ bytes=[1-9]\d+-$/),
      ]);
      expect(existsSync(join(home, "cache", "downloads"))).toBe(false);
      // The registries are asked for, and refused. The lab's own traffic never comes here.
      expect([...new Set(proxy.asked)].filter((host) => !PUBLISHERS.test(host))).toEqual([]);
      expect(processesNaming(home)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    "refuses another file than the pinned one, and keeps nothing of it",
    async () => {
      await start({ changed: /runc\.\w+$/ }, 1000);
      const network = { SSL_CERT_FILE: join(folder, "ca.pem") };
      const { home, exitCode, stderr } = await run("second", network, ["node", "cli/lab.js", "prepare"]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(
        /runc\.\w+\s+SHA-256 [0-9a-f]{64}\s+toolchain\/checksums\.json pins [0-9a-f]{64}/,
      );
      expect(stderr).not.toContain("building");
      const runc = published.find(({ path }) => path.includes("/runc."))?.sha256 ?? "";
      const cache = join(home, "cache");
      const downloads = join(cache, "downloads");
      const left = [join(cache, "toolchain"), downloads].flatMap((path) =>
        existsSync(path) ? readdirSync(path) : [],
      );
      expect(left.filter((name) => name.startsWith("runc") || name.startsWith(runc))).toEqual([]);
    },
    PATIENCE_MS,
  );
});

const PUBLISHERS = new RegExp(
  `^(${[...Object.keys(STORES), ...Object.values(STORES)].join("|").replaceAll(".", "\\.")}):443$`,
);

function megabytesOf(published: readonly Published[]): number {
  return Math.round(published.reduce((sum, { file }) => sum + statSync(file).size, 0) / MEGABYTE);
}
