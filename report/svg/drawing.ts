import { html, Markup } from "../html/markup";

/** A picture as an `svg` element, with its size in pixels. */
export class Drawing extends Markup {
  constructor(
    text: string,
    readonly width: number,
    readonly height: number,
  ) {
    super(text);
  }
}

/** Makes an `svg` element of that size of what it has inside; `label` tells of it to whoever does not see it. */
export function drawing(
  kind: "chart" | "picture",
  inside: Markup,
  { width, height }: { readonly width: number; readonly height: number },
  label: string,
): Drawing {
  const { text } = html`<svg
    class="${kind}"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="${label}"
  >
    ${inside}
  </svg>`;
  return new Drawing(text, width, height);
}
