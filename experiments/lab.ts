import type { Stack } from "./stack";
import type { Target } from "./target";

/** A lab that is up, as experiments need it. */
export interface Lab {
  /** The stack's name; it heads the reports. */
  readonly name: string;
  readonly target: Target;
  readonly stack: Stack;
  readonly kubectl: Kubectl;
  readonly service: { readonly namespace: string; readonly name: string };
  readonly debuggerNamespace: string;
  /** Versions of this lab and its tools by name, for reports: `{ "aks-lb-lab": "0.1.0" }`. */
  readonly tools: Readonly<Record<string, string>>;
}

/** How to run kubectl against the lab: the program and its leading arguments. */
export type Kubectl = readonly string[];
