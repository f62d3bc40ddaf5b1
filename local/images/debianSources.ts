import { readFileSync } from "node:fs";
import { run } from "../../system/command";
import { ProblemsError } from "../../system/problems";
import { watch } from "../../system/watchedCommand";

/** From where this machine gets its packages, as apt's one-line sources, and the release it follows. */
export interface DebianSources {
  readonly suite: string;
  readonly lines: readonly string[];
}

/** Distributions whose packages the recipes are written for. Third parties' sources on the machine are left out. */
const ORIGINS = ["Debian", "Ubuntu"];

/**
 * The machine's own mirrors as apt knows them; its lists are fetched when there are none.
 * @throws ProblemsError on a machine that is not Debian's or has no mirror of it.
 */
export async function debianSources(signal?: AbortSignal): Promise<DebianSources> {
  let lines = await sourceLines();
  if (lines.length === 0) {
    await watch(["apt-get", "update"], () => undefined, signal === undefined ? {} : { signal });
    lines = await sourceLines();
  }
  const suite = /^VERSION_CODENAME="?([^"\n]+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  if (lines.length > 0 && suite !== undefined) return { suite, lines };
  throw new ProblemsError([
    {
      key: "apt sources",
      value: "none of Debian's or Ubuntu's",
      rule: "images are made from their packages where no image registry can be reached",
      wayOut: "Add a mirror to apt's sources, or run `npx lab prepare` where the registries can be reached",
    },
  ]);
}

async function sourceLines(): Promise<string[]> {
  const format = "$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)";
  return parseIndexTargets(
    await run(["apt-get", "indextargets", "--format", format, "Created-By: Packages"]),
  );
}

/** From lines of `origin source-line`, the sources of the known origins, each once. */
export function parseIndexTargets(text: string): string[] {
  const lines = text.split("\n").flatMap((line) => {
    const origin = ORIGINS.find((name) => line.startsWith(`${name} deb `));
    return origin === undefined ? [] : [line.slice(origin.length + 1)];
  });
  return [...new Set(lines)];
}
