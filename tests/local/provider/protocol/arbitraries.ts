import fc from "fast-check";
import type { Properties } from "../../../../local/provider/protocol/value";

/** JSON objects with keys of all kinds, but for the one that google-protobuf cannot carry. */
export const objects = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }))
  .filter((value) => !JSON.stringify(value).includes("__proto__")) as fc.Arbitrary<Properties>;
