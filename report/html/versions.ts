import type { RunResult } from "../../experiments/result";
import { anchor } from "./anchors";
import { columnHeads } from "./columnHeads";
import { html, type Markup } from "./markup";
import { facts } from "./settings";

/** What the lab was set to outside the experiments, and what ran in it. */
export function versionsSection({ lab, version }: RunResult): Markup {
  const { settings, tools, nodes } = lab;
  const titles = ["Node", "kubelet", "Container runtime", "Kernel", "System"];
  const rows = nodes.map(
    ({ node, kubelet, containerRuntime, kernel, osImage }) =>
      html`<tr>
        <th scope="row">${node}</th>
        ${[kubelet, containerRuntime, kernel, osImage].map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  return html`<section class="part" id="versions">
    <h2>Configuration and versions ${anchor("versions", "configuration and versions")}</h2>
    <h3>Configuration, before and after the run</h3>
    ${facts([["target", lab.target], ...Object.entries(settings)])}
    <h3>Tools</h3>
    ${facts([...Object.entries(tools), ["shape of the result", version]])}
    <h3>Nodes</h3>
    <div class="scroll" role="region" tabindex="0" aria-label="Versions of the nodes">
      <table>
        ${columnHeads(titles)}
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}
