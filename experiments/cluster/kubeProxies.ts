import { run } from "../../system/command";
import { timeFactor, waitFor } from "../../system/deadline";
import type { DebugPod } from "./debugPods";
import type { ClusterFacts, PodFacts } from "./facts";
import { recentListName } from "./kubeProxyAffinity";

/** What kube-proxies are to know: the endpoints there are, and those that they are to have forgotten. */
export interface Endpoints {
  readonly facts: ClusterFacts;
  readonly gone: readonly PodFacts[];
}

/**
 * Prints the names of the kernel's lists of recent clients, and then what the Service answers to so many requests from the node
 * itself, sent to the Service's cluster IP: kube-proxy sends these the same way as those to the frontend IP, but does not hold them
 * against `loadBalancerSourceRanges`, in which no node is. They carry no mark, so no capture shows them.
 */
const LOOK = `
(cd /proc/net/xt_recent 2>/dev/null && echo *) || echo
for ((i = 0; i < $3; i++)); do
  { exec 3<>"/dev/tcp/$1/$2" && printf 'GET /r/look HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3; exec 3>&-; } 2>/dev/null
done
exit 0
`;

/** So many requests for each endpoint: one of three is missed by all of 48 once in 280 million times. */
const LOOKS_PER_ENDPOINT = 16;

/** Seconds for one look. A connection to a pod that is gone takes longer, and such a look shows nothing. */
const LOOK_SECONDS = 5;

/**
 * Resolves when kube-proxy on every node follows the Service as `facts` tell it, its endpoints and its session affinity. With
 * ClientIP its iptables rules keep a list of recent clients for each endpoint, and the kernel shows each such list as a file to
 * every process of the node's network: no right to read iptables is needed. Without, it spreads connections from the node
 * itself over the endpoints too, and these are asked for their names.
 */
export async function kubeProxiesFollow(
  pods: readonly DebugPod[],
  endpoints: Endpoints,
  signal: AbortSignal,
): Promise<void> {
  const { service } = endpoints.facts;
  await Promise.all(
    pods.map(async ({ node, enter }) => {
      const wait = { what: `kube-proxy on ${node} to have ${service.sessionAffinity}`, seconds: 30, signal };
      await waitFor(wait, async () => {
        const problem = whatIsAmiss(await look(enter, endpoints, signal), endpoints);
        if (problem !== undefined) throw new Error(problem);
        return true;
      });
    }),
  );
}

/** What a node showed in one look. */
export interface Look {
  readonly lists: ReadonlySet<string>;
  /** The names of the pods that answered, one for each answer. */
  readonly answers: readonly string[];
}

async function look(enter: readonly string[], { facts }: Endpoints, signal: AbortSignal): Promise<Look> {
  const { clusterIP, port } = facts.service;
  const args = [clusterIP, String(port), String(looks(facts))];
  const seconds = LOOK_SECONDS * timeFactor();
  const command = ["timeout", String(seconds), "bash", "-c", LOOK, "look", ...args];
  return readLook(await run([...enter, ...command], { signal, seconds: seconds + 20 * timeFactor() }));
}

/** With session affinity the node itself is a client that sticks to one pod: it learns nothing by asking. */
function looks({ service, pods }: ClusterFacts): number {
  return service.sessionAffinity === "ClientIP" ? 0 : LOOKS_PER_ENDPOINT * pods.length;
}

export function readLook(text: string): Look {
  const [lists = "", ...rest] = text.split("\n");
  const answers = rest.join("\n").matchAll(/"pod": ?"([^"]*)"/g);
  return { lists: new Set(lists.split(/\s+/)), answers: [...answers].map(([, pod = ""]) => pod) };
}

/** What a node does not know yet, or still knows; `undefined` when it follows. */
export function whatIsAmiss({ lists, answers }: Look, { facts, gone }: Endpoints): string | undefined {
  const { service, pods } = facts;
  const has = (pod: PodFacts) => lists.has(recentListName(service, pod));
  const remembering = pods.filter(has).length;
  const sticks = service.sessionAffinity === "ClientIP";
  if (remembering !== (sticks ? pods.length : 0)) {
    return `${remembering} of ${pods.length} endpoints remember their clients`;
  }
  if (gone.some(has)) return "an endpoint that is gone still remembers its clients";
  const names = pods.map(({ name }) => name);
  const unknown = answers.find((pod) => !names.includes(pod));
  if (unknown !== undefined) return `${unknown} still answers`;
  if (answers.length < looks(facts)) return `${answers.length} of ${looks(facts)} requests were answered`;
  const silent = sticks ? undefined : names.find((name) => !answers.includes(name));
  return silent && `${silent} does not answer yet`;
}
