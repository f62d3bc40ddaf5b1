import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedSchema } from "../../toolchain/embeddedSchema";
import { versionOf } from "../../toolchain/pins";
import { moduleOf } from "../../toolchain/programs";

test("the provider embeds the module's schema with the version that Pulumi compares", () => {
  const upstream = mkdtempSync(join(tmpdir(), "lab-schema-"));
  const folder = join(upstream, "cmd", "pulumi-resource-kubernetes");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "schema.json"), '{\n  "name": "kubernetes"\n}');
  writeFileSync(join(folder, "terraform-mapping.json"), '{\n  "name": "kubernetes"\n}');
  expect(embeddedSchema(upstream, "v4.25.0")).toEqual({
    "schema.json": '{"name":"kubernetes","version":"4.25.0"}',
    "terraform-mapping.json": '{"name":"kubernetes"}',
  });
  rmSync(upstream, { recursive: true });
});

test("the program's SDK asks for the very provider of the toolchain", () => {
  const { pulumi } = jest.requireActual<{ pulumi: { version: string } }>("@pulumi/kubernetes/package.json");
  expect(versionOf(moduleOf("pulumi-kubernetes"))).toBe(`v${pulumi.version}`);
});
