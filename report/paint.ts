import { styleText } from "node:util";

type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** Puts a style on text, or does not. */
export type Paint = (style: Style, text: string) => string;

export function painter(colour: boolean): Paint {
  if (!colour) return (_style, text) => text;
  // Whether there is colour is decided: styleText need not look at standard output.
  return (style, text) => styleText(style, text, { validateStream: false });
}
