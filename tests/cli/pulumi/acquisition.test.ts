import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayAcquirePlugins } from "../../../cli/pulumi/acquisition";

const home = mkdtempSync(join(tmpdir(), "acquisition-"));

afterAll(() => {
  rmSync(home, { recursive: true });
});

const ids = { ARM_CLIENT_ID: "a", ARM_TENANT_ID: "b", ARM_SUBSCRIPTION_ID: "c" };

describe("plugins may be downloaded", () => {
  it.each<[boolean, string, string, NodeJS.ProcessEnv]>([
    [true, "for Azure with credentials", "dev", { ...ids, ARM_CLIENT_SECRET: "d" }],
    [false, "for Azure without, where the program is to say so first", "dev", {}],
    [false, "for Azure with half of them", "dev", ids],
    [false, "for a local lab, whoever is logged in", "local", { ...ids, ARM_CLIENT_SECRET: "d" }],
    [false, "for a stack without a file", "nobodys", { ...ids, ARM_CLIENT_SECRET: "d" }],
  ])("%s %s", (expected, _, stack, env) => {
    expect(mayAcquirePlugins(stack, { HOME: home, ...env })).toBe(expected);
  });
});
