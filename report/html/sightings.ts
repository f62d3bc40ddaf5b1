import type { SeenByNode } from "../seen";
import { columnHeads } from "./columnHeads";
import { html, type Markup } from "./markup";

/** What each node's eth0 saw in one step, in the seed's own five fields; folded up, as the paths are read out of it. */
export function sightingsTable(seen: readonly SeenByNode[], of: string): Markup {
  const titles = ["Node", "Source", "Port", "Destination", "Port"];
  return html`<details>
    <summary>Seen on each node’s eth0</summary>
    <div class="scroll" role="region" tabindex="0" aria-label="Seen on each node’s eth0: ${of}">
      <table class="seen">
        ${columnHeads(titles, ["Protocol", "Packets"])} ${seen.map(nodeRows)}
      </table>
    </div>
  </details>`;
}

function nodeRows({ node, lines }: SeenByNode): Markup {
  const head = html`<th scope="rowgroup" rowspan="${Math.max(1, lines.length)}">${node}</th>`;
  const rows = lines.map(
    ({ source, sourcePorts, destination, destinationPort, protocol, packets }, i) =>
      html`<tr>
        ${i === 0 ? head : null}
        ${[source, sourcePorts, destination, destinationPort].map((cell) => html`<td>${cell}</td>`)}
        ${[protocol, packets].map((cell) => html`<td class="number">${cell}</td>`)}
      </tr> `,
  );
  const none = html`<tr>
    ${head}
    <td colspan="6">saw none</td>
  </tr>`;
  return html`<tbody>
    ${lines.length === 0 ? none : rows}
  </tbody>`;
}
