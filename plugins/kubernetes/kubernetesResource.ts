import type { Checked, CheckRequest, Operation, Resource } from "../protocol/provider";
import { create, update } from "./applying";
import { differenceBetween } from "./comparing";
import { remove } from "./deleting";
import { named } from "./naming";
import { read } from "./reading";
import type { Target } from "./target";

/** Objects of any kind; the kind is in the inputs. */
export function kubernetesResource(target: Target): Resource {
  return {
    check: (request, operation) => check(target, request, operation),
    diff: (request) => differenceBetween(request, target.settings),
    create: ({ inputs }, operation) => create(target, inputs, operation),
    read: (request, operation) => read(target, request, operation),
    update: (request, operation) => update(target, request, operation),
    delete: (request, operation) => remove(target, request, operation),
  };
}

async function check(
  { cluster, settings }: Target,
  request: CheckRequest,
  { signal, warn }: Operation,
): Promise<Checked> {
  const exists = Object.keys(request.olds).length > 0;
  if (settings.skipUpdateUnreachable && exists && !(await cluster.answers(signal))) {
    warn("the cluster does not answer; left as it is, since skipUpdateUnreachable is set");
    return { inputs: request.olds };
  }
  return { inputs: named(request) };
}
