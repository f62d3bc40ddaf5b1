import { networkScript } from "../../local/network";
import { nodeMountsScript } from "../../local/nodeMounts";
import type { Plan } from "../../local/plan";
import { programsOf } from "../../local/processes/all";
import { topologyOf } from "../../local/topology";
import { projectDirectory } from "../../system/paths";
import { spec } from "./spec.fixture";

const plan: Plan = {
  spec,
  topology: topologyOf(spec),
  folder: "<lab>",
  binary: (name) => `<bin>/${name}`,
};

/** The whole bring-up as one text: a newcomer reads it, and every changed flag shows in a review. */
it("is told whole", () => {
  const programs = programsOf(plan, "localhost/lab/pause:1").map(
    ({ name, place, argv, files, needs, ready }) =>
      [
        `# ${name}: ${"name" in place ? `on ${place.name}` : "on the router"}, after ${needs.join(", ") || "nothing"}, ready when ${JSON.stringify(ready)}`,
        ...Object.entries(files).map(([path, content]) => `cat >${path} <<E\n${content.trimEnd()}\nE`),
        argv.join(" \\\n  "),
      ].join("\n"),
  );
  const text = [
    "# network",
    networkScript(plan.topology),
    "# mounts of node1",
    nodeMountsScript("<lab>", "node1", ["mount --bind <layer> /var/lib/containerd/…"]),
    ...programs,
  ];
  const masked = text
    .join("\n\n")
    .replaceAll(process.execPath, "<node>")
    .replaceAll(projectDirectory, "<project>");
  expect(`\n${masked}\n`).toMatchSnapshot();
});

describe("what must not be in it", () => {
  const argv = programsOf(plan, "pause").flatMap((program) => program.argv);
  it.each([
    "--authorization-mode=AlwaysAllow",
    "--anonymous-auth=true",
    "--token-auth-file",
    "--insecure-skip-tls-verify",
  ])("%s", (flag) => {
    expect(argv.join(" ")).not.toContain(flag);
  });

  it("an address that everyone reaches", () => {
    expect(argv.filter((argument) => /(^|[=/])0\.0\.0\.0/.test(argument))).toEqual([]);
  });
});

it("names only programs that are there as needs", () => {
  const programs = programsOf(plan, "pause");
  const names = new Set(programs.map(({ name }) => name));
  expect(names.size).toBe(programs.length);
  expect(programs.flatMap(({ needs }) => needs).filter((need) => !names.has(need))).toEqual([]);
});
