import { columns } from "../../cli/columns";

test.each([
  ["nothing", [], []],
  [
    "cells under each other",
    [
      ["NODE", "READY"],
      ["node10", "yes"],
    ],
    ["NODE    READY", "node10  yes"],
  ],
  [
    "rows of several lengths",
    [["a"], ["bbb", "c", "d"], ["e", "ffff", ""]],
    ["a", "bbb  c     d", "e    ffff  "],
  ],
])("%s", (_name, rows, lines) => {
  expect(columns(rows)).toEqual(lines);
});
