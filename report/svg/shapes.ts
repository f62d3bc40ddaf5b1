import { html, type Markup } from "../html/markup";
import { wrapped } from "../words";
import type { Role } from "./palette";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A frame with round corners. */
export function box({ x, y, width, height }: Box, fill: Role, stroke: Role, dashed = false): Markup {
  return html`<rect
    class="f-${fill} s-${stroke}"
    x="${x}"
    y="${y}"
    width="${width}"
    height="${height}"
    rx="5"
    ${dashed ? html` stroke-dasharray="5 4"` : ""}
  />`;
}

export interface TextStyle {
  readonly size?: number;
  readonly role?: Role;
  readonly bold?: boolean;
  readonly mono?: boolean;
  readonly middle?: boolean;
}

/**
 * One line of text with its baseline at `y`, cut to `width` with an ellipsis; whoever points at it reads all of it. Letters are
 * taken to be as wide as wide fonts have them.
 */
export function textLine(
  text: string,
  { x, y, width }: Omit<Box, "height">,
  { size = 12, role = "ink", bold = false, mono = false, middle = false }: TextStyle = {},
): Markup {
  const room = Math.max(1, Math.floor(width / (size * (bold ? 0.66 : 0.61))));
  const shown = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  const title = shown === text ? null : html`<title>${text}</title>`;
  const weight = bold ? html` font-weight="600"` : null;
  const family = mono ? html` font-family="ui-monospace, monospace"` : null;
  const anchor = middle ? html` text-anchor="middle"` : null;
  return html`<text
    class="f-${role}"
    x="${middle ? x + width / 2 : x}"
    y="${y}"
    font-size="${size}"
    ${weight}${family}${anchor}
    >${title}${shown}</text
  >`;
}

/** A line down with an arrow's head at its end. */
export function arrow(fromX: number, fromY: number, toX: number, toY: number): Markup {
  const middle = (fromY + toY) / 2;
  return html`<path
      class="s-soft"
      fill="none"
      d="M${fromX} ${fromY}C${fromX} ${middle} ${toX} ${middle} ${toX} ${toY - 5}"
    /><path class="f-soft" d="M${toX} ${toY}l-4 -8h8Z" />`;
}

/** Words in lines of at most `width` pixels. */
export function wrappedTo(width: number, text: string, size: number): readonly string[] {
  return wrapped(text, Math.max(8, Math.floor(width / (size * 0.62))));
}
