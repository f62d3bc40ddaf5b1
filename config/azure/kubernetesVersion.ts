import { text, type Field } from "../fields";
import { about, type Breach, type Rule } from "../rule";

/** What AKS supports. Source: AKS, "Supported Kubernetes versions", July 2026. */
export const SUPPORTED = { asOf: "July 2026", oldest: 34, newest: 36 };

/** `1.35` or `1.35.2`. Without quotes YAML makes the number 1.3 of 1.30, so a number is none. */
export const kubernetesVersion: Field<string> = text(
  /^\d{1,3}\.\d{1,3}(\.\d{1,3})?$/,
  "must be a version in quotes, of two or three numbers",
  '"1.35"',
);

export const VERSION_RULES: readonly Rule<{ readonly kubernetesVersion: string }>[] = [
  about("kubernetesVersion", "in support", tooOld),
];

function tooOld(version: string): Breach | undefined {
  if (majorOf(version) === 1 && minorOf(version) >= SUPPORTED.oldest) return undefined;
  return {
    rule: `is a version that AKS does not support; its oldest one was 1.${SUPPORTED.oldest} in ${SUPPORTED.asOf}`,
    wayOut:
      "Run `pulumi config set kubernetesVersion 1.35`; `az aks get-versions --output table` has the list",
  };
}

function majorOf(version: string): number {
  return Number(version.split(".")[0]);
}

export function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}
