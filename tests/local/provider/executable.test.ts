import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { waitFor } from "../../../system/deadline";
import { projectDirectory } from "../../../system/paths";
import { ProviderClient } from "./protocol/providerClient";

const EXECUTABLE = join(projectDirectory, "local", "provider", "pulumi-resource-lab");
const PATIENCE_MS = 30_000;
const folder = mkdtempSync(join(tmpdir(), "lab-provider-"));
const sudoWasAsked = join(folder, "asked");
const providerPid = join(folder, "pid");

/** Lets the first process be an ordinary user's, whoever runs the test. */
const ORDINARY_USER = "process.getuid = () => 1000;";
/** Does what it is asked once, as sudo for a user who needs no password; within that, nobody needs it again. */
const SUDO = `#!/bin/sh
[ -z "$INSIDE" ] || exit 1
[ "$2" = true ] && exit 0
printf '%s\\n' "$@" >"${sudoWasAsked}"
echo $$ >"${providerPid}"
while [ "$1" != -- ]; do shift; done
shift
INSIDE=1 exec "$@"
`;
const SUDO_THAT_ASKS = "#!/bin/sh\nexit 1\n";

let processes: ChildProcess[] = [];

beforeEach(() => {
  writeFileSync(join(folder, "user.js"), ORDINARY_USER);
  writeFileSync(sudoWasAsked, "");
});

afterEach(() => {
  for (const child of processes) child.kill("SIGKILL");
  processes = [];
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function start(
  sudo: string,
  more: Record<string, string> = {},
): Promise<{ readonly launcher: ChildProcess; readonly port: number }> {
  writeFileSync(join(folder, "sudo"), sudo, { mode: 0o755 });
  const env = {
    PATH: [folder, process.env.PATH].join(delimiter),
    HOME: folder,
    LAB_STATE: join(folder, "state"),
    XDG_CACHE_HOME: join(folder, "cache"),
    PULUMI_CONFIG_PASSPHRASE: "hush-hush",
    ...more,
  };
  const argv = ["--require", join(folder, "user.js"), EXECUTABLE, "127.0.0.1:1"];
  const launcher = spawn(process.execPath, argv, { env, stdio: ["pipe", "pipe", "inherit"] });
  processes.push(launcher);
  const [line] = (await once(launcher.stdout, "data")) as [Buffer];
  return { launcher, port: Number(line.toString()) };
}

const pluginName = async (port: number): Promise<string> => {
  const client = new ProviderClient(port);
  const info = await client.getPluginInfo();
  client.close();
  return info.getVersion();
};

const providerIsGone = (): Promise<true> =>
  waitFor({ what: "the provider to end", seconds: 10, every: 20 }, () => {
    try {
      process.kill(Number(readFileSync(providerPid, "utf8")), 0);
      return undefined;
    } catch {
      return true;
    }
  });

describe("the lab's provider of an ordinary user", () => {
  it(
    "runs through sudo, with the user's own folders and no secrets on the command line",
    async () => {
      const { port } = await start(SUDO);
      expect(await pluginName(port)).toBe("0.1.0");
      const asked = readFileSync(sudoWasAsked, "utf8").trim().split("\n");
      expect(asked.slice(0, 3)).toEqual(["-n", "--", "env"]);
      expect(asked.slice(3, -3).sort()).toEqual(
        [
          `PATH=${[folder, process.env.PATH].join(delimiter)}`,
          `HOME=${folder}`,
          `LAB_STATE=${join(folder, "state")}`,
          `XDG_CACHE_HOME=${join(folder, "cache")}`,
        ].sort(),
      );
      expect(asked.slice(-3)).toEqual([process.execPath, EXECUTABLE, "127.0.0.1:1"]);
    },
    PATIENCE_MS,
  );

  it(
    "has the user's way to the network, whose password is not on the command line",
    async () => {
      await start(SUDO, {
        HTTPS_PROXY: "http://me:hush@127.0.0.1:1",
        no_proxy: "corp",
        SSL_CERT_FILE: "/ca",
      });
      const asked = readFileSync(sudoWasAsked, "utf8").trim().split("\n");
      expect(asked.slice(0, 4)).toEqual([
        "-n",
        "--preserve-env=HTTPS_PROXY,no_proxy,SSL_CERT_FILE",
        "--",
        "env",
      ]);
      expect(asked.join(" ")).not.toContain("hush");
    },
    PATIENCE_MS,
  );

  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
    "ends with the process that the engine knows: %s",
    async (signal) => {
      const { launcher } = await start(SUDO);
      launcher.kill(signal);
      await providerIsGone();
    },
    PATIENCE_MS,
  );

  it(
    "ends when the engine is gone",
    async () => {
      const { launcher } = await start(SUDO);
      const ended = once(launcher, "exit");
      launcher.stdin?.end();
      await providerIsGone();
      await ended;
    },
    PATIENCE_MS,
  );

  it(
    "runs as it is where sudo would ask for a password, so that its check can say so",
    async () => {
      const { port } = await start(SUDO_THAT_ASKS);
      expect(await pluginName(port)).toBe("0.1.0");
      expect(readFileSync(sudoWasAsked, "utf8")).toBe("");
    },
    PATIENCE_MS,
  );
});
