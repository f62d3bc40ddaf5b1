import fc from "fast-check";
import { html, trusted } from "../../../report/html/markup";

describe("markup", () => {
  test("is the template, with every value as text", () => {
    const name = `<b title="x">'&'</b>`;
    expect(html`<p title="${name}">${name}</p>`.text).toBe(
      `<p title="&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;">&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;</p>`,
    );
  });

  test("keeps markup as it is, joins lists, and leaves nothing of nothing", () => {
    expect(html`${[html`<i>${1}</i>`, trusted("<hr>"), "<"]}${null}${undefined}`.text).toBe(
      "<i>1</i><hr>&lt;",
    );
  });

  test("keeps nothing of the template's own indentation", () => {
    const list = html`<ul>
      <li>${"  two spaces"}</li>
    </ul>`;
    expect(list.text).toBe("<ul>\n<li>  two spaces</li>\n</ul>");
  });

  test.each([
    ["an order to a terminal", "\u001b[2J"],
    ["a turn of the direction", "\u202e"],
    ["a space that is none", "\u200b"],
    ["half a character", "\ud800"],
  ])("shows %s as a sign", (_name, text) => {
    expect(html`${`a${text}b`}`.text).toMatch(/^a\ufffd(\[2J)?b$/);
  });

  test("has no value that leaves its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        expect(html`${value}`.text).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
