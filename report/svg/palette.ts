/** What a colour is for; every picture and the page name colours so. */
export type Role = keyof typeof LIGHT;

/** On `paper` and on `panel` each has a contrast of 4.5 and more, `line` and `expected` aside, which carry no text. */
const LIGHT = {
  paper: "#ffffff",
  panel: "#f5f6f8",
  ink: "#1b1f24",
  soft: "#545d68",
  line: "#cfd5dd",
  accent: "#0a56b0",
  direct: "#1a66ad",
  bounced: "#a34e06",
  crossing: "#912a80",
  unknown: "#5d6672",
  good: "#1a7334",
  bad: "#b51f1b",
  open: "#805300",
};

const DARK: Readonly<Record<Role, string>> = {
  paper: "#14171c",
  panel: "#1c2027",
  ink: "#e7eaef",
  soft: "#a7b0bd",
  line: "#3a424e",
  accent: "#82b8f6",
  direct: "#66aeec",
  bounced: "#ea9c52",
  crossing: "#dd8fce",
  unknown: "#9aa4b1",
  good: "#66cc84",
  bad: "#f7938c",
  open: "#e2b450",
};

export const ROLES = Object.keys(LIGHT) as readonly Role[];

/** The colours as custom properties, `--direct` and so on, light or dark as the reader has it, and light on paper. */
export function paletteCss(): string {
  return `:root { ${properties(LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${properties(DARK)} } }
${ROLES.map((role) => `.f-${role} { fill: var(--${role}) } .s-${role} { stroke: var(--${role}) }`).join("\n")}`;
}

function properties(colours: Readonly<Record<Role, string>>): string {
  return ROLES.map((role) => `--${role}: ${colours[role]};`).join(" ");
}

/**
 * A colour that stands for `role` in what the charting library draws: it knows no custom properties. No drawing has another
 * colour; {@link roleOfStandIn} finds the role again.
 */
export function standIn(role: Role): string {
  return `#fe01${ROLES.indexOf(role).toString(16).padStart(2, "0")}`;
}

export function roleOfStandIn(colour: string): Role | undefined {
  return /^#fe01[0-9a-f]{2}$/.test(colour) ? ROLES[Number.parseInt(colour.slice(5), 16)] : undefined;
}
