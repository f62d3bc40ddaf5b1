/** What one operation did or would do to a resource, `update cluster-aks`; what stays as it is is left out. */
export type Step = string;

/** Of `pulumi preview --json`. */
export function plannedSteps(output: string): Step[] {
  const { steps } = JSON.parse(output.slice(output.indexOf("{"))) as { steps: { op: string; urn: string }[] };
  return steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${nameOf(urn)}`);
}

/** Of `pulumi up --json` and its kin. */
export function doneSteps(output: string): Step[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { resOutputsEvent?: { metadata: { op: string; urn: string } } })
    .flatMap(({ resOutputsEvent }) => (resOutputsEvent === undefined ? [] : [resOutputsEvent.metadata]))
    .filter(({ op }) => op !== "same")
    .map(({ op, urn }) => `${op} ${nameOf(urn)}`);
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
