/** Texts that a reader of YAML takes for something else when they are not quoted. */
export const RISKY_NAMES = [
  ...["off", "on", "no", "yes", "y", "n", "Off", "NO", "true", "false", "null", "~", ""],
  ...["1e3", "0123", "0o17", "0x1f", "1_000", "1:20", "12", ".5", ".inf", ".nan", "2026-11-25"],
  ...[
    "<<",
    "=",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "{a}",
    "[a]",
    "'",
    '"',
    " a ",
  ],
] as const;
