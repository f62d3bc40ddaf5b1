import fs, { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MANAGERS, packageName } from "../../system/packageManagers";
import { ensurePackages, installCommand, missingPackages } from "../../system/packages";
import { NEEDS } from "../../system/packageNeeds";
import { ProblemsError } from "../../system/problems";
import { writeProgram } from "../toolchain/fakePrograms";

describe("packages", () => {
  const before = { ...process.env };
  let folder: string;
  let bin: string;
  let messages: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-packages-"));
    bin = join(folder, "bin");
    messages = [];
    writeProgram(bin, "env", 'shift; exec "$@"');
    process.env.PATH = bin;
    jest.spyOn(process, "getuid").mockReturnValue(0);
  });

  afterEach(() => {
    process.env = { ...before };
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const ensure = () =>
    ensurePackages({ progress: (message) => messages.push(message), purposes: ["images"] });

  /** An apt-get that knows packages only after `update`, unless `updated`, and keeps a log of what it was asked. */
  function writeAptGet({ updated }: { readonly updated: boolean }): void {
    const install = `echo '#!/bin/sh' >'${bin}/mmdebstrap'; /bin/chmod +x '${bin}/mmdebstrap'`;
    writeProgram(
      bin,
      "apt-get",
      `echo "$*" >>'${folder}/log'
case "$*" in
*update*) : >'${folder}/updated'; exit 100 ;;
*) ${updated ? "true" : `[ -e '${folder}/updated' ]`} || { echo "E: Unable to locate package" >&2; exit 100; }; ${install} ;;
esac`,
    );
  }

  /** The machine's own programs are there, and are found also where PATH does not lead. */
  function withoutAdministratorFolders(): void {
    jest.spyOn(fs, "accessSync").mockImplementation((path) => {
      if (!String(path).startsWith(`${bin}/`) || !existsSync(path))
        throw new Error(`${String(path)}: not there`);
    });
  }

  function calls(): string[] {
    const log = join(folder, "log");
    return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  }

  it("are missing when their programs are, whatever dpkg says", () => {
    expect(missingPackages(["images"])).toEqual(NEEDS.images);
    writeProgram(bin, "mmdebstrap", "");
    expect(missingPackages(["images"])).toEqual([]);
  });

  it("are left alone when everything is there", async () => {
    writeProgram(bin, "mmdebstrap", "");
    writeAptGet({ updated: true });
    await ensure();
    expect(calls()).toEqual([]);
    expect(messages).toEqual([]);
  });

  it("are installed, and the user is told which and why", async () => {
    writeAptGet({ updated: true });
    await ensure();
    expect(messages).toEqual(["installing mmdebstrap (making container images)"]);
    expect(calls()).toEqual([expect.stringMatching(/ install .*--no-install-recommends mmdebstrap$/)]);
  });

  it("are looked for anew when the lists of packages are old, even if a source does not answer", async () => {
    writeAptGet({ updated: false });
    await ensure();
    expect(calls().map((call) => /install|update/.exec(call)?.[0])).toEqual(["install", "update", "install"]);
  });

  it.each([
    ["apt-get fails", { "apt-get": "echo 'E: Unable to locate package' >&2; exit 100" }, "Unable to locate"],
    ["the package does not bring the program", { "apt-get": "" }, "it is not there after"],
  ])("are named with the command that installs them when %s", async (_case, programs, why) => {
    for (const [name, body] of Object.entries(programs)) writeProgram(bin, name, body);
    const failed = ensure();
    await expect(failed).rejects.toThrow(ProblemsError);
    await expect(failed).rejects.toMatchObject({
      problems: [
        {
          key: "mmdebstrap",
          value: expect.stringContaining(why) as string,
          wayOut: expect.stringContaining("`sudo apt-get install mmdebstrap`") as string,
        },
      ],
    });
  });

  /** A package manager that brings every program whose package it is asked for; `known` are its names for them. */
  function writeManager(name: string, known: Readonly<Record<string, string>>): void {
    const cases = Object.entries(known).map(
      ([wanted, program]) =>
        `${wanted}) echo '#!/bin/sh' >'${bin}/${program}'; /bin/chmod +x '${bin}/${program}' ;;`,
    );
    writeProgram(
      bin,
      name,
      `echo "$*" >>'${folder}/log'; for p in "$@"; do case $p in ${cases.join(" ")} esac; done`,
    );
  }

  it.each([
    ["dnf", { "iptables-nft": "iptables-restore", iproute: "ip" }, /install iproute iptables-nft$/],
    [
      "zypper",
      { iptables: "iptables-restore", iproute2: "ip" },
      /^--non-interactive install .*iproute2 iptables$/,
    ],
    [
      "pacman",
      { iptables: "iptables-restore", iproute2: "ip" },
      /^-S --needed --noconfirm iproute2 iptables$/,
    ],
    ["apk", { iptables: "iptables-restore", iproute2: "ip" }, /^add iproute2 iptables$/],
  ])("are installed by %s by its own names", async (manager, known, asked) => {
    jest.replaceProperty(
      NEEDS,
      "images",
      NEEDS.run.filter(({ found }) => ["ip", "iptables-restore"].includes(found)),
    );
    withoutAdministratorFolders();
    writeManager(manager, known);
    await ensure();
    expect(calls()).toEqual([expect.stringMatching(asked)]);
    expect(messages).toEqual([expect.stringContaining("(rules of kube-proxy)")]);
  });

  it.each([
    ["dnf", "`sudo dnf install iproute iptables-nft nftables openssh-clients`"],
    ["zypper", "`sudo zypper install iproute2 iptables nftables openssh-clients`"],
    ["pacman", "`sudo pacman -Syu --needed iproute2 iptables nftables openssh`"],
    ["apk", "`sudo apk add iproute2 iptables nftables openssh`"],
    ["apt-get", "`sudo apt-get install iproute2 iptables nftables openssh-client`"],
  ])("are named as %s calls them", (manager, command) => {
    withoutAdministratorFolders();
    writeProgram(bin, manager, "");
    const missing = NEEDS.run.filter(({ found }) =>
      ["ip", "nft", "iptables-restore", "ssh", "ssh-keygen"].includes(found),
    );
    expect(installCommand(missing)).toBe(`Install with ${command}`);
  });

  it("are named as Debian calls them where no manager is known, or it has none", async () => {
    await expect(ensure()).rejects.toMatchObject({
      problems: [
        {
          value: expect.stringContaining("none of apt-get, zypper, dnf, pacman, apk") as string,
          wayOut: "Install by your system's own means what Debian calls mmdebstrap",
        },
      ],
    });
    writeProgram(bin, "pacman", "exit 1");
    await expect(ensure()).rejects.toThrow(/pacman is not known to have it.*what Debian calls mmdebstrap/);
  });

  it("all of the lab's own have a name in every manager", () => {
    const needs = [...NEEDS.run, ...NEEDS.remote, ...NEEDS.build];
    for (const { program } of MANAGERS)
      expect(needs.filter((need) => packageName(need.package, program) === undefined)).toEqual([]);
  });

  it("are named when the user may not install any", async () => {
    jest.spyOn(process, "getuid").mockReturnValue(1000);
    writeAptGet({ updated: true });
    writeProgram(bin, "sudo", "exit 1");
    await expect(ensure()).rejects.toThrow(/takes root, or a sudo without password/);
    expect(calls()).toEqual([]);
  });

  it("are installed through a sudo that asks for no password", async () => {
    jest.spyOn(process, "getuid").mockReturnValue(1000);
    writeAptGet({ updated: true });
    process.env.HTTPS_PROXY = "http://me:hush@proxy";
    writeProgram(
      bin,
      "sudo",
      `echo "$*" >>'${folder}/sudo'; while [ "\${1#-}" != "$1" ]; do shift; done; exec "$@"`,
    );
    writeProgram(bin, "true", "");
    await ensure();
    expect(calls()).toHaveLength(1);
    // By the user's proxy, whose password is on no command line.
    const asked = readFileSync(join(folder, "sudo"), "utf8");
    expect(asked).toMatch(/^-n --preserve-env=\S*\bHTTPS_PROXY\b\S* env .*apt-get/m);
    expect(asked).not.toContain("hush");
  });
});
