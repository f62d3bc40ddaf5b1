import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a program that is the shell script `body` into `folder`, which is made when it is not there. */
export function writeProgram(folder: string, name: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return path;
}

/**
 * A Go of the given version that builds nothing: it writes every program that the go.mod where it is started has a tool line
 * for, with the name it was started by as content, and one line a call into `log`.
 */
export function writeGo(folder: string, version: string, log: string): void {
  writeProgram(
    folder,
    "go",
    `case "$1" in
env) echo go${version} ;;
mod)
  upstream='${log}.upstream'
  mkdir -p "$upstream/cmd/pulumi-resource-kubernetes"
  for file in schema terraform-mapping; do echo '{}' >"$upstream/cmd/pulumi-resource-kubernetes/$file.json"; done
  printf '{"Dir": "%s"}\n' "$upstream" ;;
list) printf '%s\\n' 'go: downloading example.org/a v1.0.0' >&2; echo example.org/a ;;
build)
  echo "$(basename "$PWD")" >>'${log}'
  echo example.org/a >&2
  while [ "$1" != -o ]; do shift; done
  case $2 in
  */) for program in $(sed -n 's|^[[:space:]]\\([a-z0-9./-]*/\\)\\([a-z0-9-]*\\)$|\\2|p' go.mod); do echo built >"$2$program"; chmod +x "$2$program"; done ;;
  *) echo built >"$2"; chmod +x "$2" ;;
  esac ;;
*) echo "unexpected: $*" >&2; exit 2 ;;
esac`,
  );
}
