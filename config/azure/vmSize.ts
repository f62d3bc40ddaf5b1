import { text, type Field } from "../fields";
import { about, type Breach, type Rule } from "../rule";

/** A size's name in its parts: family, the number that mostly counts vCPUs, features, version. */
const FORM = /^Standard_(?<family>[A-Z]+)(?<number>\d{1,4})(?:-(?<active>\d{1,4}))?(?<rest>[a-z]*(?:_\w+)*)$/;

/** A size by its name, as far as its name tells. */
export interface VmSize {
  readonly family: string;
  readonly number: number;
  /** vCPUs that are switched on where that is fewer, as in `Standard_E4-2s_v5`. */
  readonly active: number | undefined;
  /** From the features on: `s_v5`. */
  readonly rest: string;
}

/** @returns undefined for what is no VM size's name. */
export function parseVmSize(name: string): VmSize | undefined {
  const parts = FORM.exec(name)?.groups;
  if (parts === undefined) return undefined;
  const { family = "", number, active, rest = "" } = parts;
  return { family, number: Number(number), active: active === undefined ? undefined : Number(active), rest };
}

export const vmSize: Field<string> = text(
  FORM,
  "must be a VM size's name as Azure writes it",
  "Standard_D2s_v5",
);

/** Source: AKS, "Quotas, VM size restrictions and region availability". */
export const VM_SIZE_RULES: readonly Rule<{ readonly vmSize: string }>[] = [
  about("vmSize", "no burstable family", burstable),
  about("vmSize", "two vCPUs", tooFewCpus),
  about("vmSize", "four GiB", tooLittleMemory),
];

const wayOut = "Take another one, such as Standard_D2s_v5";

/** The B series stalls when its credits are used up. */
export function burstable(name: string): Breach | undefined {
  if (parseVmSize(name)?.family !== "B") return undefined;
  return { rule: "is of the B series, which AKS does not take for system node pools", wayOut };
}

function tooFewCpus(name: string): Breach | undefined {
  const size = parseVmSize(name);
  // The G series counts its sizes, of which the first has two vCPUs already; the B series has another rule.
  if (size === undefined || ["B", "G", "GS"].includes(size.family)) return undefined;
  if ((size.active ?? size.number) >= 2) return undefined;
  return { rule: "has fewer than 2 vCPUs, the least for a system node pool", wayOut };
}

function tooLittleMemory(name: string): Breach | undefined {
  // Of the sizes with 2 vCPUs and more this one alone has less.
  if (name !== "Standard_A2") return undefined;
  return { rule: "has 3.5 GiB, and 4 GiB is the least for a system node pool", wayOut };
}

/** Whether the size is of the first A series, which Azure retires. */
export function isFirstSeriesA(name: string): boolean {
  const size = parseVmSize(name);
  return size?.family === "A" && size.rest === "";
}
