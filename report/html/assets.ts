import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FLOW_CSS } from "../svg/wayStyles";
import { paletteCss } from "../svg/palette";
import { html, trusted, type Markup } from "./markup";

/** Style and script of the page, and the policy that lets nothing else in and nothing out. */
export function assets(): Markup {
  const style = `${paletteCss()}\n${FLOW_CSS}\n${read("report.css")}`;
  const script = read("report.js");
  const policy = [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    // The page's icon is an empty one, so that no browser looks for another.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  // To the letter: the policy knows them by their hashes.
  const inline = `<style>${style}</style>\n<script type="module">${script}</script>`;
  return html`<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}" />
    <link rel="icon" href="data:," />
    ${trusted(inline)}`;
}

function read(name: string): string {
  return readFileSync(join(__dirname, "assets", name), "utf8");
}

/** As a content security policy has it. */
function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
