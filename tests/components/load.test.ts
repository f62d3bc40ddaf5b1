import { relative } from "node:path";
import type { RawConfig } from "../../config/labConfig";
import { run } from "../../system/command";
import { projectDirectory } from "../../system/paths";
import { asEngineGives, raw } from "../config/raw";
import { devConfig } from "./azure/azureSdks";

/** Loads the program as program.js does, in a process of its own, and prints what has been loaded by then, a file a line. */
const LOAD = `
const pulumi = require("@pulumi/pulumi");
pulumi.runtime.setAllConfig(JSON.parse(process.env.PROGRAM_CONFIG));
const mocks = { newResource: ({ inputs }) => ({ id: "id", state: inputs }), call: () => ({}) };
void pulumi.runtime.setMocks(mocks, "aks-lb-lab", "dev", true).then(() => {
  require("./program.js");
  require("node:fs").writeSync(1, Object.keys(require.cache).join("\\n"));
  // Pulumi would complain of what is still under way.
  process.removeAllListeners("exit");
  process.exit();
});
`;

/** The files that the program loads under this configuration, relative to the project. */
async function loaded(config: RawConfig): Promise<readonly string[]> {
  const env = { PROGRAM_CONFIG: JSON.stringify(asEngineGives(config)) };
  const files = await run([process.execPath, "-e", LOAD], { cwd: projectDirectory, env });
  return files.split("\n").map((file) => relative(projectDirectory, file));
}

const AZURE = "node_modules/@pulumi/azure-native/";

describe("the program", () => {
  it("loads nothing of Azure's for a lab on this machine", async () => {
    const files = await loaded(raw());
    expect(files).toContain("components/localCluster.ts");
    expect(files.filter((file) => /azure-native|@azure\/|components\/azure|random/.test(file))).toEqual([]);
  }, 30_000);

  it("loads only what it uses of the Azure SDK for a lab on Azure", async () => {
    const files = await loaded(devConfig());
    const folders = files
      .filter((file) => file.startsWith(AZURE) && file.slice(AZURE.length).includes("/"))
      .map((file) => file.slice(AZURE.length).split("/")[0] ?? "");
    expect([...new Set(folders)].sort()).toEqual([
      "authorization",
      "containerinstance",
      "containerservice",
      "managedidentity",
      "network",
      "resources",
      "types",
    ]);
    expect(files).not.toContain(`${AZURE}index.js`);
  }, 30_000);
});
