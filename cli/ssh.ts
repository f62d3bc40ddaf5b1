import { join } from "node:path";
import { SSHD_PORT } from "../components/sshd";
import { wayToDebugPods } from "../experiments/cluster/debugPods";
import { run } from "../system/command";
import { labDirectory } from "../system/paths";
import { ProblemsError } from "../system/problems";
import { foreground } from "./foreground";
import { kubectlOf } from "./kubectl";
import { startPortForward } from "./portForward";
import type { StackTarget } from "./stackTarget";

const NAMESPACE = "node-debugger";
const SELECTOR = "app=node-debugger";

/** A node's shell to be opened: in the lab of `stack`, which stands at `target`. */
export interface ShellPlace {
  readonly stack: string;
  readonly target: StackTarget;
  readonly node: string;
}

/**
 * Opens a shell in the debug pod of `node`, or runs `words` in one, through the API server; nothing listens for it but a
 * forwarder on this machine's loopback for as long as it lasts.
 * @returns ssh's exit code.
 * @throws ProblemsError when the node has no debug pod.
 */
export async function openShell(place: ShellPlace, words: readonly string[]): Promise<number> {
  const kubectl = [...kubectlOf(place.stack), "--namespace", NAMESPACE];
  const pod = await debugPod(kubectl, place);
  const forward = await startPortForward([...kubectl, "port-forward", `pod/${pod}`, `:${SSHD_PORT}`]);
  try {
    return await foreground(["ssh", ...sshOptions(place, forward.port), "root@127.0.0.1", ...words]);
  } finally {
    forward.close();
  }
}

async function debugPod(kubectl: readonly string[], { stack, target, node }: ShellPlace): Promise<string> {
  const fields = `spec.nodeName=${node},status.phase=Running`;
  const pod = await run([
    ...kubectl,
    "get",
    "pods",
    "--selector",
    SELECTOR,
    "--field-selector",
    fields,
    "--output",
    "jsonpath={.items[*].metadata.name}",
  ]);
  if (pod !== "") return pod.split(" ")[0] ?? pod;
  throw new ProblemsError([
    {
      key: "node",
      value: node,
      rule: "has no debug pod that runs",
      wayOut: `${wayToDebugPods(stack)} makes them${target === "local" ? ", `npx lab exec` does without" : ""}`,
    },
  ]);
}

/** On Azure the user's own key opens: the one whose public half is in the settings. ssh and its agent know where it is. */
function keyOptions({ stack, target }: ShellPlace): string[] {
  if (target === "azure") return [];
  return ["-i", join(labDirectory(stack), "ssh", "id_ed25519"), "-o", "IdentitiesOnly=yes"];
}

function sshOptions(place: ShellPlace, port: number): string[] {
  const options = {
    // The pod makes its host key when it starts; that it is the right pod the API server's certificate vouches for.
    StrictHostKeyChecking: "no",
    UserKnownHostsFile: "/dev/null",
    LogLevel: "ERROR",
  };
  return [
    "-F",
    "none",
    ...keyOptions(place),
    "-p",
    String(port),
    ...Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
  ];
}
