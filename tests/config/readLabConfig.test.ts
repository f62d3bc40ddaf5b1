import * as pulumi from "@pulumi/pulumi";
import { readLabConfig } from "../../config";
import { NAMESPACE, type RawConfig } from "../../config/labConfig";
import { asEngineGives, azureRaw, raw } from "./raw";

const LOGGED_IN = { ARM_USE_MSI: "true" };
/** Nobody's home, so that this machine's own login plays no part. */
const NOBODY = { HOME: "/nowhere" };

/** Reads the configuration as the program of the stack `stack` does. */
async function read(config: RawConfig, env: Readonly<Record<string, string>>, stack = "dev") {
  const refuse = () => {
    throw new Error("no resource is made yet");
  };
  await pulumi.runtime.setMocks({ newResource: refuse, call: refuse }, NAMESPACE, stack);
  pulumi.runtime.setAllConfig(asEngineGives(config));
  jest.replaceProperty(process, "env", { ...NOBODY, ...env });
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  const outcome = outcomeOf(readLabConfig);
  return { ...outcome, warnings: warn.mock.calls.map(([message]) => message) };
}

function outcomeOf(action: typeof readLabConfig) {
  try {
    return { config: action() };
  } catch (error) {
    // Of any other error the engine shows a stack trace.
    if (!pulumi.RunError.isInstance(error)) throw error;
    return { error: error.message };
  }
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a stack on Azure", () => {
  it("is read with its warnings when someone is logged in", async () => {
    const { config, error, warnings } = await read(azureRaw(), LOGGED_IN);
    expect(error).toBeUndefined();
    expect(config?.target).toBe("azure");
    expect(config?.cluster.name).toBe("dev");
    expect(warnings.map((warning) => warning.split(":")[0])).toEqual(["networkModel", "allowedSourceRanges"]);
  });

  it("without credentials says in one sentence what is missing and how to log in", async () => {
    const { error, warnings } = await read(azureRaw(), {});
    expect(error).toMatch(/^there are no credentials for Azure: log in with `az login`, or set [^.\n]+\.$/);
    expect(warnings).toEqual([]);
  });

  it("says so after all that is wrong with it", async () => {
    const { error } = await read(azureRaw({ owner: "", nodeCount: 0 }), {});
    expect(error?.split("\n").map((line) => line.split(":")[0])).toEqual([
      "the configuration of this stack cannot work",
      "nodeCount",
      "owner",
      "there are no credentials for Azure",
    ]);
  });

  it("takes the stack's own credentials", async () => {
    const own = { "azure-native:useMsi": "true" };
    expect((await read({ ...azureRaw(), ...own }, {})).error).toBeUndefined();
  });
});

describe("a stack on this machine", () => {
  it("needs no credentials and is told nothing", async () => {
    const { config, error, warnings } = await read(raw(), {}, "local");
    expect([config?.target, error, warnings]).toEqual(["local", undefined, []]);
  });

  it("is refused with all that is wrong with it", async () => {
    const { error } = await read(raw({ nodeCount: 0, zones: [] }), {}, "local");
    expect(error?.split("\n").map((line) => line.split(":")[0])).toEqual([
      "the configuration of this stack cannot work",
      "nodeCount",
      "zones",
    ]);
  });
});
