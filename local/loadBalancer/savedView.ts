import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labDirectory } from "../../system/paths";
import type { LoadBalancerView } from "./rule";

/** What the load balancer of the lab of that name tells of itself. @throws Error before it has told anything. */
export function savedView(lab: string): LoadBalancerView {
  return JSON.parse(readFileSync(join(labDirectory(lab), "load-balancer.json"), "utf8")) as LoadBalancerView;
}
