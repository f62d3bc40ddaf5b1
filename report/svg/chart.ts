import { trusted } from "../html/markup";
import { drawing, type Drawing } from "./drawing";
import { init, type EChartsOption } from "./echarts";
import { roleOfStandIn } from "./palette";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** What all charts have in common: nothing moves, and nothing answers a pointer. */
const STILL = { animation: false, stateAnimation: { duration: 0 } };

/**
 * Draws a chart as SVG in the colours of the page.
 * @param label what it shows, for whoever does not see it.
 * @throws Error for a colour that is no stand-in of the palette: it would not follow the page's scheme.
 */
export function chart(option: EChartsOption, size: ChartSize, label: string): Drawing {
  const instance = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    instance.setOption({ ...STILL, ...option });
    return drawing("chart", trusted(innerOf(instance.renderToSVGString())), size, label);
  } finally {
    instance.dispose();
  }
}

/** The drawing without its frame, its own style and what is for a script only. */
function innerOf(svg: string): string {
  return svg
    .replace(/^<svg [^>]*>\n?/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<style[^>]*>[\s\S]*?<\/style>\n?/g, "")
    .replace(/<(path|rect|text|circle|polyline|polygon|line|g)( [^>]*)?>/g, (_tag, name: string, rest = "") =>
      tag(name, String(rest)),
    );
}

function tag(name: string, attributes: string): string {
  const classes: string[] = [];
  const kept = attributes
    .replace(/ (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g, "")
    .replace(/ style="([^"]*)"/g, (_all, style: string) => styleAttributes(style))
    .replace(/ (fill|stroke)="([^"]*)"/g, (all: string, property: string, colour: string) => {
      if (colour === "none" || colour.startsWith("url(")) return all;
      // What can't be seen needs no colour.
      if (INVISIBLE[property]?.test(attributes)) return ` ${property}="none"`;
      const role = roleOfStandIn(colour);
      if (role === undefined) throw new Error(`a chart has the colour ${colour}, which no scheme knows`);
      classes.push(`${property === "fill" ? "f" : "s"}-${role}`);
      return "";
    });
  const named = classes.length === 0 ? "" : ` class="${classes.join(" ")}"`;
  return `<${name}${named}${kept}>`;
}

const INVISIBLE: Readonly<Record<string, RegExp>> = {
  fill: / fill-opacity="0"/,
  stroke: / stroke-(?:width|opacity)="0"/,
};

/** The page allows no inline styles. The family is the page's own. */
function styleAttributes(style: string): string {
  return style
    .split(";")
    .flatMap((declaration) => {
      const [property = "", value = ""] = declaration.split(":").map((part) => part.trim());
      return ["font-size", "font-weight"].includes(property) ? [` ${property}="${value}"`] : [];
    })
    .join("");
}
