import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { secret, type Properties, type Value } from "../../../local/provider/protocol/value";

/** One type of the random package. Source: @pulumi/random's `.d.ts` files. */
export interface Generator {
  /** The inputs it understands, besides `keepers`. */
  readonly inputs: readonly string[];
  readonly draw: (inputs: Properties) => { readonly id: string; readonly outputs: Properties };
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const NUMERIC = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";
const TEXT = ["length", "lower", "upper", "numeric", "special", "overrideSpecial"];

export const GENERATORS: ReadonlyMap<string, Generator> = new Map([
  ["RandomId", { inputs: ["byteLength", "prefix"], draw: drawId }],
  ["RandomInteger", { inputs: ["min", "max"], draw: drawInteger }],
  ["RandomPassword", { inputs: TEXT, draw: drawPassword }],
  ["RandomString", { inputs: TEXT, draw: drawString }],
  ["RandomUuid", { inputs: [], draw: drawUuid }],
]);

type Drawn = ReturnType<Generator["draw"]>;

function drawPassword(inputs: Properties): Drawn {
  return { id: "none", outputs: { result: secret(drawText(inputs)) } };
}

function drawString(inputs: Properties): Drawn {
  const result = drawText(inputs);
  return { id: result, outputs: { result } };
}

function drawUuid(): Drawn {
  const result = randomUUID();
  return { id: result, outputs: { result } };
}

function drawId({ byteLength, prefix }: Properties): Drawn {
  const bytes = randomBytes(Number(byteLength));
  const before = typeof prefix === "string" ? prefix : "";
  const b64Url = bytes.toString("base64url");
  return {
    id: b64Url,
    outputs: {
      hex: before + bytes.toString("hex"),
      dec: before + BigInt(`0x${bytes.toString("hex")}`).toString(),
      b64Std: before + bytes.toString("base64"),
      b64Url: before + b64Url,
    },
  };
}

/** Both bounds can come out. */
function drawInteger({ min, max }: Properties): Drawn {
  const result = randomInt(Number(min), Number(max) + 1);
  return { id: String(result), outputs: { result } };
}

/** All characters are allowed that are not forbidden. */
function drawText({ length, lower, upper, numeric, special, overrideSpecial }: Properties): string {
  const allowed = (wish: Value | undefined, characters: string): string => (wish === false ? "" : characters);
  const characters = [
    allowed(lower, LOWER),
    allowed(upper, LOWER.toUpperCase()),
    allowed(numeric, NUMERIC),
    allowed(special, typeof overrideSpecial === "string" ? overrideSpecial : SPECIAL),
  ].join("");
  if (characters === "")
    throw new Error("lower, upper, numeric and special are all false: no characters are left");
  return Array.from({ length: Number(length) }, () => characters[randomInt(characters.length)]).join("");
}
