import { paletteCss, roleOfStandIn, ROLES, standIn, type Role } from "../../../report/svg/palette";

const css = paletteCss();

function coloursAfter(start: string): Readonly<Record<string, string>> {
  const text = css.slice(css.indexOf(start));
  const block = text.slice(text.indexOf(":root {"), text.indexOf("}"));
  return Object.fromEntries(
    [...block.matchAll(/--(\w+): (#\w{6})/g)].map(([, role = "", colour = ""]) => [role, colour]),
  );
}

/** WCAG 2's. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["light", ":root"],
  ["dark", "@media"],
])("the %s palette", (_name, start) => {
  const colours = coloursAfter(start);
  const carriers = ROLES.filter((role) => !["paper", "panel", "line"].includes(role));

  test.each(
    carriers.flatMap((role) => (["paper", "panel"] as const).map((ground) => [role, ground] as const)),
  )("%s is read on %s", (role: Role, ground: Role) => {
    expect(contrast(colours[role] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});

test("every role has its stand-in, and nothing else is one", () => {
  expect(ROLES.map((role) => roleOfStandIn(standIn(role)))).toEqual(ROLES);
  expect(["#000000", "#fe01ff", "none", "rgb(0,0,0)"].map(roleOfStandIn)).toEqual(Array(4).fill(undefined));
});
