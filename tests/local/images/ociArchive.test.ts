import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageDocuments, packImage } from "../../../local/images/ociArchive";
import { RECIPE_OF } from "../../../local/images/recipes";

const layer = { digest: `sha256:${"1".repeat(64)}`, size: 12345 };
const recipe = { name: "localhost/lab/example:1", command: ["serve", "now"], user: "101:101" };

describe("imageDocuments", () => {
  const { config, manifest, index } = imageDocuments(recipe, layer, "arm64");

  it("configures what runs, as whom and on what", () => {
    expect(JSON.parse(config.text)).toEqual({
      architecture: "arm64",
      os: "linux",
      config: {
        Cmd: ["serve", "now"],
        Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
        User: "101:101",
      },
      rootfs: { type: "layers", diff_ids: [layer.digest] },
    });
  });

  it("names no user where root is meant", () => {
    const asRoot = imageDocuments({ name: recipe.name, command: ["x"] }, layer, "amd64");
    const document = JSON.parse(asRoot.config.text) as { config: object };
    expect(document.config).not.toHaveProperty("User");
  });

  it("chains index, manifest, configuration and layer by their digests and sizes", () => {
    const digest = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
    expect(JSON.parse(manifest.text)).toMatchObject({
      config: { digest: digest(config.text), size: Buffer.byteLength(config.text) },
      layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", ...layer }],
    });
    expect(JSON.parse(index)).toEqual({
      schemaVersion: 2,
      manifests: [
        {
          mediaType: "application/vnd.oci.image.manifest.v1+json",
          digest: digest(manifest.text),
          size: Buffer.byteLength(manifest.text),
          annotations: { "io.containerd.image.name": "localhost/lab/example:1" },
        },
      ],
    });
  });
});

describe("packImage", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-pack-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("makes an OCI layout whose every blob is called by its content", async () => {
    const content = "not really a tar\n";
    writeFileSync(join(folder, "layer.tar"), content);
    const archive = join(folder, "image.tar");
    await packImage(RECIPE_OF.pause, join(folder, "layer.tar"), "amd64", folder, archive);

    const unpacked = mkdtempSync(join(folder, "unpacked-"));
    execFileSync("tar", ["--extract", "--file", archive, "--directory", unpacked]);
    expect(readdirSync(unpacked).sort()).toEqual(["blobs", "index.json", "oci-layout"]);
    const blobs = join(unpacked, "blobs", "sha256");
    const names = readdirSync(blobs);
    expect(names).toHaveLength(3);
    for (const name of names) expect(sha256(readFileSync(join(blobs, name)))).toBe(name);
    expect(names).toContain(sha256(content));
  });
});

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
