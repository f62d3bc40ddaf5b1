import { html, type Markup } from "./markup";

/** An element's id from names: only letters that need no escaping in an address. */
export function idOf(...names: readonly (string | number)[]): string {
  return names.map((name) => String(name).replace(/[^a-zA-Z0-9-]+/g, "-")).join(".");
}

/** The way to link to what has that id; it shows itself to pointers and to the keyboard. */
export function anchor(id: string, what: string): Markup {
  return html`<a class="anchor" href="#${id}" aria-label="Link to ${what}">#</a>`;
}
