import { html, trusted } from "../html/markup";
import type { Drawing } from "./drawing";
import { FLOW_CSS, wayDefinitions } from "./wayStyles";
import { paletteCss } from "./palette";
import { textLine } from "./shapes";

/** A drawing under its heading; `null` goes without one. */
export interface Entry {
  readonly heading: string | null;
  readonly drawing: Drawing;
}

const MARGIN = 20;
const HEADING = 34;

/** Drawings one under the other as a file of their own, light or dark as the reader has it. */
export function standaloneSvg(entries: readonly Entry[]): string {
  const width = Math.max(...entries.map(({ drawing }) => drawing.width)) + 2 * MARGIN;
  let y = MARGIN;
  const parts = entries.map(({ heading, drawing }) => {
    const top = y + (heading === null ? 0 : HEADING);
    y = top + drawing.height + MARGIN;
    const at = { x: MARGIN, y: top - 14, width: drawing.width };
    return html`${heading === null ? null : textLine(heading, at, { size: 15, bold: true })}
      <g class="flows" transform="translate(${MARGIN} ${top})">${drawing}</g>`;
  });
  const style = `<style>${paletteCss()}\n${FLOW_CSS}</style>`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${y}"
    width="${width}"
    height="${y}"
    font-family="system-ui, sans-serif"
  >
    ${trusted(style)} ${wayDefinitions()}
    <rect class="f-paper" width="${width}" height="${y}" />
    ${parts}
  </svg>`.text.concat("\n");
}
