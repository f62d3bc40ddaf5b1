import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What the Kubernetes provider's own release embeds, by file name: its schema with the version set, and its mapping of
 * Terraform's names.
 * Source: `generate.go` beside the schema.
 * @param folder where Go keeps the provider's module
 * @param version such as `v4.25.0`
 */
export function embeddedSchema(folder: string, version: string): Record<string, string> {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(folder, "cmd", "pulumi-resource-kubernetes", name), "utf8")) as object;
  return {
    "schema.json": JSON.stringify({ ...read("schema.json"), version: version.slice(1) }),
    "terraform-mapping.json": JSON.stringify(read("terraform-mapping.json")),
  };
}
