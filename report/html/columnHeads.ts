import { html, type Markup } from "./markup";

/** The head of a table; `numbers` are the titles of its last columns, which hold numbers. */
export function columnHeads(titles: readonly string[], numbers: readonly string[] = []): Markup {
  return html`<thead>
    <tr>
      ${titles.map((title) => html`<th scope="col">${title}</th>`)}
      ${numbers.map((title) => html`<th scope="col" class="number">${title}</th>`)}
    </tr>
  </thead>`;
}
