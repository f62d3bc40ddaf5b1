import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../system/command";
import type { GoArchitecture } from "../../toolchain/machine";
import type { Recipe } from "./recipes";

/** Content as OCI names it. Digest: `sha256:HEX`; size in bytes. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

interface Blob extends Descriptor {
  readonly text: string;
}

/** The documents of an image of one uncompressed layer, by the OCI image specification 1.1. */
export interface ImageDocuments {
  readonly config: Blob;
  readonly manifest: Blob;
  readonly index: string;
}

const OCI = "application/vnd.oci.image";

export function imageDocuments(
  recipe: Pick<Recipe, "name" | "command" | "user">,
  layer: { readonly digest: string; readonly size: number },
  architecture: GoArchitecture,
): ImageDocuments {
  const config = blob(`${OCI}.config.v1+json`, {
    architecture,
    os: "linux",
    config: {
      Cmd: recipe.command,
      Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      ...(recipe.user === undefined ? {} : { User: recipe.user }),
    },
    // The layer is not compressed, so its content has the same digest.
    rootfs: { type: "layers", diff_ids: [layer.digest] },
  });
  const manifest = blob(`${OCI}.manifest.v1+json`, {
    schemaVersion: 2,
    mediaType: `${OCI}.manifest.v1+json`,
    config: descriptor(config),
    layers: [{ mediaType: `${OCI}.layer.v1.tar`, ...layer }],
  });
  const named = { ...descriptor(manifest), annotations: { "io.containerd.image.name": recipe.name } };
  return { config, manifest, index: JSON.stringify({ schemaVersion: 2, manifests: [named] }) };
}

/** Makes `archive`, an OCI image layout in a tar, of the tar `layer`, which it moves. Works in `folder`. */
export async function packImage(
  recipe: Recipe,
  layer: string,
  architecture: GoArchitecture,
  folder: string,
  archive: string,
): Promise<void> {
  const digest = await sha256(layer);
  const { size } = await stat(layer);
  const { config, manifest, index } = imageDocuments(recipe, { digest, size }, architecture);
  const layout = join(folder, "layout");
  const blobs = join(layout, "blobs", "sha256");
  await mkdir(blobs, { recursive: true });
  await rename(layer, join(blobs, hex(digest)));
  for (const { digest: name, text } of [config, manifest]) await writeFile(join(blobs, hex(name)), text);
  await writeFile(join(layout, "index.json"), index);
  await writeFile(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  await run(["tar", "--create", "--file", archive, "--directory", layout, "."]);
}

function blob(mediaType: string, document: object): Blob {
  const text = JSON.stringify(document);
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  return { mediaType, digest, size: Buffer.byteLength(text), text };
}

function descriptor({ mediaType, digest, size }: Blob): Descriptor {
  return { mediaType, digest, size };
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest("hex")}`;
}

function hex(digest: string): string {
  return digest.slice("sha256:".length);
}
