import { azureRaw } from "../raw";
import { ACCESS } from "./bad/access";
import { MACHINES, PLACES } from "./bad/machines";
import { NETWORKS } from "./bad/networks";
import { NUMBERS, TAGS, WORDS } from "./bad/settings";

/** A configuration with one mistake. */
export interface BadConfig {
  /** The rule it breaks: a name in AZURE_RULES, `<key>: read` where the value can't be read, or one of all targets. */
  readonly breaks: string;
  readonly set: Readonly<Record<string, unknown>>;
  readonly stack?: string;
  /** The key of its one problem; the rule's when left out. */
  readonly key?: string;
  /** A part of the problem's message. */
  readonly says: string;
}

const STACKS: BadConfig[] = [
  {
    breaks: "location: the node group's name",
    stack: "a-lab-with-a-name-of-31-letters",
    set: { location: "aregionofeighteen19" },
    says: "the nodes' resource group, with 81 letters, and 80 is the most",
  },
  {
    breaks: "stack: a lab's name",
    stack: "My_Stack",
    set: {},
    key: "stack",
    says: "stack: My_Stack: must be at most 31",
  },
  {
    breaks: "stack: a name on Azure",
    stack: "dev-",
    set: {},
    key: "stack",
    says: "stack: dev-: must have each hyphen between two letters",
  },
  {
    breaks: "stack: a name on Azure",
    stack: "dev--2",
    set: {},
    key: "stack",
    says: "stack: dev--2: must have each hyphen",
  },
];

export const BAD_CONFIGS: readonly BadConfig[] = [
  ...[NUMBERS, WORDS, NETWORKS, PLACES, MACHINES, ACCESS, TAGS].flat().map(([breaks, set, says, key]) => ({
    breaks,
    set,
    says,
    ...(key === undefined ? {} : { key }),
  })),
  ...STACKS,
];

/** The raw configuration of one of them. */
export function rawOf({ set }: BadConfig): ReturnType<typeof azureRaw> {
  return azureRaw(set);
}
