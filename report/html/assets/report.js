// Sort and filter for the tables of requests. Without it they are plain tables.
"use strict";

(() => {
  const order = new Intl.Collator("en", { numeric: true });

  /** @param {HTMLTableRowElement} row @param {number} column */
  const textOf = (row, column) => row.cells[column]?.textContent ?? "";

  /** @param {HTMLTableElement} table */
  function makeSortable(table) {
    const [body] = table.tBodies;
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    if (body === undefined) return;
    for (const [column, head] of heads.entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].sort((a, b) => order.compare(textOf(a, column), textOf(b, column)));
        body.append(...(down ? rows.reverse() : rows));
      });
      head.append(button);
    }
  }

  /** @param {HTMLTableElement} table */
  function makeFilterable(table) {
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    const texts = rows.map((row) =>
      Array.from(row.cells, (cell) => cell.textContent)
        .join(" ")
        .toLowerCase(),
    );
    const label = document.createElement("label");
    const input = document.createElement("input");
    const found = document.createElement("output");
    const tools = document.createElement("div");
    input.type = "search";
    input.placeholder = "bounced node2";
    label.append("Filter", input);
    tools.className = "tools";
    tools.append(label, found);
    table.parentElement?.before(tools);
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [i, row] of rows.entries()) {
        row.hidden = !words.every((word) => texts[i]?.includes(word));
        if (!row.hidden) shown += 1;
      }
      found.textContent = `${shown} of ${rows.length} requests`;
    };
    input.addEventListener("input", filter);
    filter();
  }

  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.raw"))) {
    makeSortable(table);
    makeFilterable(table);
  }
})();
