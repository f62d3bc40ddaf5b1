import { html, type Markup } from "../html/markup";
import { WAYS, WAY_WORDS, type Way } from "../ways";
import { drawing, type Drawing } from "./drawing";
import { textLine } from "./shapes";

/** Fills for the kinds of way: each has a texture of its own, so that no one needs to see the colours. Once in a page. */
export function wayPatterns(): Markup {
  return html`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
    ${wayDefinitions()}
  </svg>`;
}

export function wayDefinitions(): Markup {
  return html`<defs>
    <pattern id="way-direct" width="8" height="8" patternUnits="userSpaceOnUse"
      ><rect class="f-direct" width="8" height="8" fill-opacity="0.5"
    /></pattern>
    <pattern id="way-bounced" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"
      ><rect class="f-bounced" width="8" height="8" fill-opacity="0.2" /><rect
        class="f-bounced"
        width="3"
        height="8"
        fill-opacity="0.6"
    /></pattern>
    <pattern id="way-crossing" width="8" height="8" patternUnits="userSpaceOnUse"
      ><rect class="f-crossing" width="8" height="8" fill-opacity="0.2" /><path
        class="s-crossing"
        d="M0 0L8 8M8 0L0 8"
        stroke-opacity="0.6"
        stroke-width="1"
    /></pattern>
    <pattern id="way-unknown" width="7" height="7" patternUnits="userSpaceOnUse"
      ><rect class="f-unknown" width="7" height="7" fill-opacity="0.1" /><circle
        class="f-unknown"
        cx="3.5"
        cy="3.5"
        r="1.5"
        fill-opacity="0.8"
    /></pattern>
  </defs>`;
}

/** Lets the flows of a drawing with the class `flows` have those fills. */
export const FLOW_CSS = `${WAYS.map((way) => `.flows .f-${way} { fill: url(#way-${way}) }`).join("\n")}
.flows .f-paper { fill-opacity: 0.85 }`;

/** A small piece of such a flow, for legends and tables. */
export function waySample(way: Way): Markup {
  return html`<svg class="sample flows" viewBox="0 0 32 14" width="32" height="14" aria-hidden="true">
    <rect class="f-${way} s-${way}" x="0.5" y="0.5" width="31" height="13" />
  </svg>`;
}

/** What the fills of flows mean, one under the other. */
export function legendSvg(width: number): Drawing {
  const LINE = 26;
  const entries = WAYS.map((way, i) => {
    const { name, meaning } = WAY_WORDS[way];
    const y = i * LINE;
    return html`<rect class="f-${way}" x="0" y="${y}" width="44" height="18" />${textLine(
        `${name}: ${meaning}`,
        { x: 56, y: y + 14, width: width - 56 },
      )}`;
  });
  const size = { width, height: WAYS.length * LINE };
  return drawing("chart", html`${entries}`, size, "What the fills of the flows mean");
}
