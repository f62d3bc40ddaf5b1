import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectDirectory } from "../../system/paths";
import { ProviderClient } from "../local/provider/protocol/providerClient";

const PATIENCE_MS = 30_000;
const EXECUTABLES = [["random", "tests/standIns/random/pulumi-resource-random"]] as const;

/** Starts a provider as Pulumi's engine does, and reads its port. */
async function start(path: string): Promise<{ process: ChildProcess; port: number; printed: () => string }> {
  const child = spawn(join(projectDirectory, path), ["127.0.0.1:1"], { stdio: ["pipe", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  while (!printed.includes("\n")) await once(child.stdout, "data");
  return { process: child, port: Number(printed), printed: () => printed };
}

const endOf = (child: ChildProcess): Promise<unknown[]> => once(child, "exit");

describe.each(EXECUTABLES)("the provider %s as a process", (name, path) => {
  const version = jest.requireActual<{ version: string }>(`@pulumi/${name}/package.json`).version;

  it(
    "prints its port and nothing else, answers there, and ends with SIGINT",
    async () => {
      const { process: child, port, printed } = await start(path);
      const client = new ProviderClient(port);
      expect((await client.getPluginInfo()).getVersion()).toBe(version);
      client.close();
      const ended = endOf(child);
      child.kill("SIGINT");
      expect(await ended).toEqual([0, null]);
      expect(printed()).toBe(`${port}\n`);
    },
    PATIENCE_MS,
  );

  it(
    "ends when whoever started it is gone",
    async () => {
      const { process: child } = await start(path);
      const ended = endOf(child);
      child.stdin?.end();
      expect(await ended).toEqual([0, null]);
    },
    PATIENCE_MS,
  );
});
