import type { Field } from "./fields";

/** What a record of fields comes to once all are read. */
export type ValuesOf<Fields> = {
  readonly [Key in keyof Fields]: Fields[Key] extends Field<infer T> ? T : never;
};
