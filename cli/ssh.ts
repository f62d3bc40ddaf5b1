import { join } from "node:path";
import { SSHD_PORT } from "../components/sshd";
import { run } from "../system/command";
import { labDirectory } from "../system/paths";
import { ProblemsError } from "../system/problems";
import { foreground } from "./foreground";
import { kubectlOf } from "./kubectl";
import { startPortForward } from "./portForward";

const NAMESPACE = "node-debugger";
const SELECTOR = "app=node-debugger";

/**
 * Opens a shell in the debug pod of `node`, or runs `words` in one, through the API server; nothing listens for it but a
 * forwarder on this machine's loopback for as long as it lasts.
 * @returns ssh's exit code.
 * @throws ProblemsError when the node has no debug pod.
 */
export async function openShell(stack: string, node: string, words: readonly string[]): Promise<number> {
  const kubectl = [...kubectlOf(stack), "--namespace", NAMESPACE];
  const pod = await debugPod(kubectl, node);
  const forward = await startPortForward([...kubectl, "port-forward", `pod/${pod}`, `:${SSHD_PORT}`]);
  try {
    return await foreground(["ssh", ...sshOptions(stack, forward.port), "root@127.0.0.1", ...words]);
  } finally {
    forward.close();
  }
}

async function debugPod(kubectl: readonly string[], node: string): Promise<string> {
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
      wayOut:
        "`npx lab pulumi config set debugger true && npx lab up` makes them, `npx lab exec` does without",
    },
  ]);
}

function sshOptions(stack: string, port: number): string[] {
  const options = {
    IdentitiesOnly: "yes",
    // The pod makes its host key when it starts; that it is the right pod the API server's certificate vouches for.
    StrictHostKeyChecking: "no",
    UserKnownHostsFile: "/dev/null",
    LogLevel: "ERROR",
  };
  return [
    "-F",
    "none",
    "-i",
    join(labDirectory(stack), "ssh", "id_ed25519"),
    "-p",
    String(port),
    ...Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
  ];
}
