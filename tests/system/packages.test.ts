import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePackages, missingPackages } from "../../system/packages";
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
    ["there is no apt-get", {}, "there is no apt-get"],
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
    writeProgram(bin, "sudo", `[ "$1" = -n ] && shift && exec "$@"`);
    writeProgram(bin, "true", "");
    await ensure();
    expect(calls()).toHaveLength(1);
  });
});
