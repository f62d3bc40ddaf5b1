import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../../system/paths";
import { changedFiles } from "../support/checkout";
import { lab } from "../support/lab";
import { replicas } from "../support/replicas";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

/** The experiment that docs/writing-an-experiment.md writes. */
function example(): string {
  const text = readFileSync(join(projectDirectory, "docs", "writing-an-experiment.md"), "utf8");
  const [, code] = /```ts\n(.*?)```/s.exec(text) ?? [];
  if (code === undefined) throw new Error("the page has no example");
  return code;
}

/** Runs `code` as the experiment that it is. */
async function run(code: string) {
  const { checkout } = held;
  writeFileSync(join(checkout.project, "experiments", "catalogue", "policy-local.ts"), code);
  return lab(checkout, ["run", "policy-local"]);
}

it(
  "the experiment of docs/writing-an-experiment.md holds, as the page says",
  async () => {
    const { code, stdout } = await run(example());
    expect(stdout).toMatch(/✔ holds +each pod sees the client's own address +so for all 20/);
    expect(stdout).toMatch(/✔ holds +each request stays on its entry node +20 of 20/);
    expect(stdout).toContain("1 of 1 finding holds");
    expect(code).toBe(0);
  },
  PATIENCE_MS,
);

it(
  "with the policy Cluster in its place it fails, as the page says",
  async () => {
    const { code, stdout } = await run(
      example().replace('externalTrafficPolicy: "Local"', 'externalTrafficPolicy: "Cluster"'),
    );
    expect(stdout).toMatch(/✘ fails +each pod sees the client's own address +10\.24\d/);
    expect(stdout).toContain("client-seen: contradicted first by request ");
    expect(stdout).toContain("0 of 1 finding holds");
    expect(code).toBe(1);
    expect(await replicas(held.checkout)).toBe("1");
    expect(changedFiles(held.checkout)).toEqual(["?? experiments/catalogue/policy-local.ts"]);
  },
  PATIENCE_MS,
);
