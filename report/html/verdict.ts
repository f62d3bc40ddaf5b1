import type { Verdict } from "../../experiments/findings/finding";
import { html, type Markup } from "./markup";

const WORDS: Readonly<Record<Verdict, string>> = {
  holds: "holds",
  contradicted: "fails",
  undecided: "open",
};

const SIGNS: Readonly<Record<Verdict, string>> = {
  holds: "M2 7L5.5 10.5L12 3.5",
  contradicted: "M3 3L11 11M11 3L3 11",
  undecided: "M4 4.5a3 2.6 0 1 1 4 2.6q-1 .5 -1 2M7 12v.1",
};

/** A sign and a word, in a colour. */
export function verdictMark(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict}">${sign(verdict)}${WORDS[verdict]}</span>`;
}

/** The sign alone; the word is there for whoever does not see it. */
export function verdictSign(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict}" role="img" aria-label="${WORDS[verdict]}"
    >${sign(verdict)}</span
  >`;
}

function sign(verdict: Verdict): Markup {
  return html`<svg viewBox="0 0 14 14" aria-hidden="true"><path d="${SIGNS[verdict]}" /></svg>`;
}

/** An experiment fails with one of its findings; one of which nothing was decided is open. */
export function verdictOf({
  holds,
  findings,
}: {
  readonly holds: boolean;
  readonly findings: readonly { readonly verdict: Verdict }[];
}): Verdict {
  if (!holds) return "contradicted";
  return findings.some(({ verdict }) => verdict === "holds") ? "holds" : "undecided";
}
