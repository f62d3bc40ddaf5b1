/** A mistake: the rule it breaks, what is set, a part of the message, and the problem's key where it is not the rule's. */
export type Row = readonly [
  breaks: string,
  set: Readonly<Record<string, unknown>>,
  says: string,
  key?: string,
];
