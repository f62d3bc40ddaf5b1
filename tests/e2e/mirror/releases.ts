import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "../../../system/command";
import { findToolchain, type Toolchain } from "../../../toolchain/find";
import { TOOL_MODULES, type ProgramName, type ToolModule } from "../../../toolchain/programs";
import { releaseFiles } from "../../../toolchain/releasable";

/** A release file as its publisher would offer it. */
export interface Published {
  /** Below the publisher's address, without a slash before it. */
  readonly path: string;
  readonly file: string;
  readonly sha256: string;
}

/** The folder that each publisher puts its programs in, inside its archive. */
const FOLDER_IN_ARCHIVE: Readonly<Record<string, (archive: string) => string>> = {
  etcd: (archive) => archive.replace(/\.tar\.gz$/, ""),
  containerd: () => "bin",
  "cni-plugins": () => ".",
  pulumi: () => "pulumi",
  "pulumi-kubernetes": () => ".",
};

/** The programs of this machine's cache, in files as their publishers make them. */
export async function publish(folder: string): Promise<Published[]> {
  const toolchain = findToolchain();
  const modules = (TOOL_MODULES as readonly ToolModule[]).filter(
    ({ releasedWith }) => releasedWith === undefined,
  );
  const published: Published[] = [];
  for (const module of modules) {
    for (const { path, program } of releaseFiles(module)) {
      const target = join(mkdtempSync(join(folder, `${module.name}-`)), basename(path));
      if (program === undefined) await pack(toolchain, module, target);
      else symlinkSync(toolchain.program(program as ProgramName), target);
      published.push({ path, file: target, sha256: await sha256Of(target) });
    }
  }
  return published;
}

async function pack(toolchain: Toolchain, module: ToolModule, archive: string): Promise<void> {
  const inIt = (TOOL_MODULES as readonly ToolModule[]).filter(
    ({ name, releasedWith }) => name === module.name || releasedWith === module.name,
  );
  const layout = FOLDER_IN_ARCHIVE[module.name];
  if (layout === undefined) throw new Error(`how ${module.name} is packed is not known`);
  const root = `${archive}.content`;
  const inside = join(root, layout(basename(archive)));
  mkdirSync(inside, { recursive: true });
  for (const program of inIt.flatMap(({ programs }) => programs)) {
    // Copied through links: a program may be one to the user's own.
    await run(["cp", "--dereference", toolchain.program(program as ProgramName), inside]);
  }
  await run([
    "tar",
    "--create",
    "--use-compress-program",
    "gzip -1",
    "--file",
    archive,
    "--directory",
    root,
    ".",
  ]);
  await run(["rm", "-r", root]);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
