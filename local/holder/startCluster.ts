import { readFileSync, realpathSync } from "node:fs";
import { spawn } from "node:child_process";
import { run } from "../../system/command";
import { waitFor } from "../../system/deadline";
import { cacheDirectory } from "../../system/paths";
import type { Progress } from "../../system/progress";
import { findImages } from "../images/find";
import { callApi, type ApiAccess } from "../apiClient";
import { diskMounts } from "../nodeDisk";
import { networkScript } from "../network";
import { anchorFile, nodeMountsScript } from "../nodeMounts";
import { apiServerUrl, pkiFile, type Plan } from "../plan";
import { programsOf } from "../processes/all";
import { readinessProbe } from "../readiness";
import { Supervisor } from "../supervisor";

export interface Start {
  readonly plan: Plan;
  /** Fulfilled when certificates and the nodes' image stores lie in the lab's folder. */
  readonly complete: Promise<void>;
  readonly progress: Progress;
}

/** From empty namespaces to a cluster whose nodes are Ready. Returns when it is; its programs are kept running. */
export async function startCluster({ plan, complete, progress }: Start): Promise<void> {
  const { topology, folder } = plan;
  const images = findImages();
  await run(["sh", "-c", networkScript(topology)]);
  progress("network made");
  await complete;
  await Promise.all(topology.nodes.map(({ name }) => startNode(folder, name, images.root)));
  const api = adminAccess(plan);
  const supervisor = new Supervisor(folder, readinessProbe(api), progress);
  try {
    await supervisor.start(programsOf(plan, images.images.pause));
    await Promise.all(topology.nodes.map(({ name, podCidr }) => tellPodRange(api, name, podCidr)));
  } catch (error) {
    supervisor.end();
    throw error;
  }
  supervisor.settle();
}

async function startNode(folder: string, node: string, store: string): Promise<void> {
  const anchor = spawn(
    "nsenter",
    [
      `--net=/run/netns/${node}`,
      "unshare",
      "--mount",
      "--uts",
      "sh",
      "-c",
      nodeMountsScript(
        folder,
        node,
        diskMounts(store),
        [cacheDirectory(), folder].map((path) => realpathSync(path)),
      ),
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const ended = new AbortController();
  anchor.once("exit", (code) => {
    ended.abort(new Error(`${node}: its mounts could not be made (exit code ${code})`));
  });
  const what = `the mounts of ${node}`;
  await waitFor({ what, seconds: 10, every: 5, signal: ended.signal }, () =>
    written(anchorFile(folder, node)),
  );
}

function written(path: string): true | undefined {
  return readFileSync(path, "utf8").endsWith("\n") ? true : undefined;
}

function adminAccess({ folder, topology }: Plan): ApiAccess {
  const read = (file: string): string => readFileSync(pkiFile(folder, file), "utf8");
  return {
    server: apiServerUrl(topology),
    authority: read("ca.crt"),
    identity: { certificate: read("admin.crt"), key: read("admin.key") },
  };
}

/**
 * On Azure the cloud's controller writes a node's pod range; the bridge already gives out addresses from it. A server that is busy
 * with the start may be too slow for the first request.
 */
async function tellPodRange(api: ApiAccess, node: string, podCidr: string): Promise<void> {
  const body = { spec: { podCIDR: podCidr, podCIDRs: [podCidr] } };
  await waitFor({ what: `node ${node} to take its pod range`, seconds: 60, every: 100 }, async () => {
    const answer = await callApi(api, `/api/v1/nodes/${node}`, { method: "PATCH", body });
    if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
    return true;
  });
}
