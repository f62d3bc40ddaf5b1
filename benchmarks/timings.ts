import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { enterClient, enterNode } from "../local/enter";
import type { LoadBalancerView } from "../local/loadBalancer/rule";
import type { ClusterState } from "../local/spec";
import { run } from "../system/command";
import { waitFor } from "../system/deadline";
import { labDirectory } from "../system/paths";
import type { Progress } from "../system/progress";
import type { Run } from "./figures";
import { timed } from "./timed";

const STACK = "local";
const UNATTENDED = ["--yes", "--skip-preview", "--non-interactive"];

/** A checkout to measure in, and the variables that `npx lab env` gives there. */
export interface Place {
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;
}

type Figures = Omit<Run, "bareCluster" | "barePods" | "bareEngine">;

/** What a user waits for, one after the other, from an empty stack to an empty stack. */
export async function timeLab({ project, env }: Place, progress: Progress): Promise<Figures> {
  const command = (...argv: string[]): Promise<string> => run(argv, { cwd: project, env });
  const pulumi = (...args: string[]): Promise<string> => command("pulumi", ...args, "--stack", STACK);

  progress("pulumi preview");
  const preview = await timed(() => pulumi("preview", "--non-interactive"));
  progress("pulumi up");
  const firstAnswer = await timed(async () => {
    await pulumi("up", ...UNATTENDED);
    await answeredRequest();
  });
  const cluster = clusterSeconds();
  progress("pulumi preview, with the lab up");
  const previewUp = await timed(() => pulumi("preview", "--non-interactive"));
  progress("pulumi config set sessionAffinity ClientIP && pulumi up");
  const toggle = await timed(async () => {
    await pulumi("config", "set", "sessionAffinity", "ClientIP");
    await pulumi("up", ...UNATTENDED);
    await sticksEverywhere();
  });
  progress("pulumi destroy");
  const destroy = await timed(() => pulumi("destroy", ...UNATTENDED));
  await pulumi("config", "rm", "sessionAffinity");
  progress("npm run lab");
  const again = await timed(() => command("npm", "run", "lab"));
  return { preview, firstAnswer, cluster, previewUp, toggle, destroy, again };
}

function readState(file: string): unknown {
  return JSON.parse(readFileSync(join(labDirectory(STACK), file), "utf8"));
}

const loadBalancer = (): LoadBalancerView => readState("load-balancer.json") as LoadBalancerView;

/** One request from client A through the frontend IP, that must be answered. */
async function answeredRequest(): Promise<void> {
  const frontend = loadBalancer().rules[0]?.frontendIPAddress ?? "";
  const ask = `exec 3<>/dev/tcp/${frontend}/80; printf 'GET /r/bench HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3`;
  const answer = await run([...enterClient(STACK, "client-a"), "bash", "-c", ask], { seconds: 10 });
  if (!answer.includes('"id":"bench"'))
    throw new Error(`the first request was not answered by testapp: ${answer}`);
}

/** Returns when the load balancer's rule says SourceIP and every node's kube-proxy remembers clients. */
async function sticksEverywhere(): Promise<void> {
  await waitFor({ what: "the rule to say SourceIP", seconds: 30, every: 20 }, () =>
    loadBalancer().rules.every(({ loadDistribution }) => loadDistribution === "SourceIP") ? true : undefined,
  );
  const { nodes } = readState("state.json") as ClusterState;
  await Promise.all(
    nodes.map(({ name }) =>
      waitFor({ what: `kube-proxy of ${name} to remember clients`, seconds: 30, every: 20 }, async () => {
        const rules = await run([...enterNode(STACK, name), "iptables-save", "--table", "nat"]);
        return /testapp\/testapp.* --rcheck /.test(rules) ? true : undefined;
      }),
    ),
  );
}

/** From the cluster's specification being written to its state being written: the first and the last thing that its start does. */
function clusterSeconds(): number {
  const [begun, done] = ["spec.json", "state.json"].map(
    (file) => statSync(join(labDirectory(STACK), file)).mtimeMs,
  );
  return ((done ?? 0) - (begun ?? 0)) / 1000;
}
