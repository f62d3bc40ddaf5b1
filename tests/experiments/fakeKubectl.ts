import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cluster } from "./fixtures";

/**
 * Answers `get --raw` from files, and in debug pods tells a node's lines before each marker it is asked for. Whatever else it
 * is asked fails. A node itself gets no answer but from the Service's cluster IP: the Service has source ranges, as on Azure.
 */
const SCRIPT = `
cd "$(dirname "$0")"
if [ "$1 $2" = "get --raw" ]; then exec cat "api/$(printf %s "$3" | tr / _)"; fi
within="exec --stdin --namespace node-debugger --container node-debugger --"
case "$1 $2 $3 $4 $6 $7 $8 $9" in
  "$within timeout")
    cat recent
    if [ "\${15}" = ${cluster.service.clusterIP} ]; then for ((i = 0; i < \${17}; i++)); do cat answers; done; fi
    exit ;;
  "$within bash") ;;
  *) echo "unexpected: $*" >&2; exit 64 ;;
esac
node=\${5#debug-}
echo $$ >>captures
while read -r marker; do
  if [ -e "ends-$node" ]; then echo "tshark: no more" >&2; exit 1; fi
  if mv "lines-$node" "told-$node" 2>/dev/null; then cat "told-$node"; fi
  printf '10.0.0.1\\t\\t10.0.0.2\\t\\t17\\t1.5\\t\\t%s\\n' "$(printf %s "$marker" | od -An -v -tx1 | tr -d ' \\n')"
done
`;

/** A kubectl and all that it knows, in a folder. */
export class FakeKubectl {
  readonly file: string;

  constructor(private readonly folder: string) {
    this.file = join(folder, "kubectl");
    mkdirSync(join(folder, "api"));
    writeFileSync(this.file, `#!/usr/bin/env bash\n${SCRIPT}`);
    chmodSync(this.file, 0o755);
  }

  /** What the API has at `path`. */
  answer(path: string, object: unknown): void {
    writeFileSync(join(this.folder, "api", path.replaceAll("/", "_")), JSON.stringify(object));
  }

  /** The names in every node's /proc/net/xt_recent. */
  recentLists(names: readonly string[]): void {
    writeFileSync(join(this.folder, "recent"), `${names.length === 0 ? "*" : names.join(" ")}\n`);
  }

  /** The pods that answer each request from a node itself. */
  answeringPods(names: readonly string[]): void {
    const answers = names.map((pod) => `HTTP/1.1 200 OK\n\n${JSON.stringify({ id: null, pod })}`);
    writeFileSync(join(this.folder, "answers"), answers.join("\n"));
  }

  /** A line that the capture on `node` has seen. */
  captured(node: string, line: string): void {
    appendFileSync(join(this.folder, `lines-${node}`), `${line}\n`);
  }

  /** From the next marker on there is no capture on `node`. */
  endCapture(node: string): void {
    writeFileSync(join(this.folder, `ends-${node}`), "");
  }

  /** Process ids of all captures that were started. */
  captures(): string[] {
    const file = join(this.folder, "captures");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }
}
