import type { Checkout } from "./checkout";
import { lab, succeeding } from "./lab";

/** How many replicas testapp's Deployment asks for. */
export async function replicas(checkout: Checkout): Promise<string> {
  const args = [
    "get",
    "deployment",
    "testapp",
    "--namespace",
    "testapp",
    "--output",
    "jsonpath={.spec.replicas}",
  ];
  return (await succeeding(lab(checkout, ["kubectl", ...args]))).stdout.trim();
}
