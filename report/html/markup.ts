import { plain } from "../words";

/** Text that is HTML or SVG already. Only this file makes it: by {@link html}, which escapes, or by {@link trusted}. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template; strings and numbers are escaped, `null` and `undefined` leave nothing. */
export type Content = Markup | string | number | null | undefined | readonly Content[];

/** Markup from a template. Every value in it is text and stays text, be it in an element or in a quoted attribute. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(unindented(strings).reduce((all, string, i) => all + render(values[i - 1]) + string));
}

const unindentedStrings = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Without the template's own indentation, which would be a third of a page. */
function unindented(strings: TemplateStringsArray): readonly string[] {
  const known = unindentedStrings.get(strings);
  if (known !== undefined) return known;
  const made = strings.map((string) => string.replace(/\n\s+/g, "\n"));
  unindentedStrings.set(strings, made);
  return made;
}

/** `text` as markup. Only for what this project's own files say; never for anything that was received. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function render(content: Content): string {
  if (content === null || content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(render).join("");
  return escaped(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
