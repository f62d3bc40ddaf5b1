import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheDirectory } from "../../../system/paths";
import { withoutProxies } from "../../../system/proxy";

/** Programs that a machine without them has to get. */
const LACKING = /^(go|gofmt|pulumi.*|kubectl|hey)$/;
const OWN = /^(PATH|GO\w*|LAB_\w+|PULUMI_\w+|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS)$/;

/**
 * The environment of a machine that has no Go, no Pulumi and none of the lab's programs; the images are there, by a link.
 * @param network the variables by which it reaches the network
 */
export function newMachine(
  folder: string,
  network: Readonly<Record<string, string>>,
): Record<string, string> {
  const [bin, cache] = [join(folder, "bin"), join(folder, "cache")];
  mkdirSync(cache, { recursive: true });
  symlinkSync(join(cacheDirectory(), "images"), join(cache, "images"));
  linkPrograms(bin);
  const kept = Object.entries(withoutProxies(process.env)).filter(([name]) => !OWN.test(name));
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    PATH: bin,
    LAB_CACHE: cache,
    LAB_STATE: join(folder, "state"),
    PULUMI_HOME: join(folder, "pulumi"),
    ...network,
  };
}

/** All of PATH in one folder, but what is lacking. */
function linkPrograms(bin: string): void {
  mkdirSync(bin);
  const seen = new Set<string>();
  for (const folder of new Set((process.env.PATH ?? "").split(delimiter))) {
    for (const name of programsIn(folder)) {
      if (LACKING.test(name) || seen.has(name)) continue;
      seen.add(name);
      symlinkSync(join(folder, name), join(bin, name));
    }
  }
}

function programsIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Pins the mirror's files in a checkout: the tree is what decides, so a test needs no way around it. */
export function pin(project: string, checksums: Readonly<Record<string, string>>): void {
  writeFileSync(join(project, "toolchain", "checksums.json"), JSON.stringify(checksums));
}
