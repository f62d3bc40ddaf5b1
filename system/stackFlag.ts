/** The stack, and so the lab, that a command is about when it names none. */
export const DEFAULT_STACK = "local";

/** What a command line of `lab` needs to be about `stack`, with a space before it; the default one needs no word. */
export function stackFlag(stack: string): string {
  return stack === DEFAULT_STACK ? "" : ` --stack ${stack}`;
}
