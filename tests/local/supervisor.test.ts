import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "../../system/deadline";
import type { Program } from "../../local/program";
import { Supervisor, type ReadinessProbe } from "../../local/supervisor";

let folder: string;
let supervisor: Supervisor;
const lines: string[] = [];
const log = (line: string): void => void lines.push(line);
const atOnce: ReadinessProbe = () => Promise.resolve();
/** Stands for the looks at sockets: fails when told, and never becomes ready otherwise. */
const never: ReadinessProbe = (_program, _pid, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-supervisor-"));
  lines.length = 0;
});
afterEach(() => {
  supervisor.end();
  rmSync(folder, { recursive: true });
});

function program(name: string, script: string, needs: string[] = []): Program {
  return {
    name,
    place: { kind: "router" },
    argv: ["sh", "-c", script],
    files: { [join(folder, name)]: `for ${name}` },
    needs,
    ready: { kind: "started" },
  };
}

describe("Supervisor", () => {
  it("starts what is needed first and writes files before", async () => {
    const order = (name: string) =>
      `cat ${join(folder, name)} >>${join(folder, "order")}; echo >>${join(folder, "order")}`;
    const seen: string[] = [];
    const probe: ReadinessProbe = async ({ name }) => {
      await waitFor({ what: name, seconds: 5, every: 5 }, () => {
        seen.push(readFileSync(join(folder, "order"), "utf8"));
        return seen.at(-1)?.includes(`for ${name}`) === true ? true : undefined;
      });
    };
    const stay = "; exec sleep 5";
    supervisor = new Supervisor(folder, probe, log);
    await supervisor.start([
      program("third", order("third") + stay, ["second"]),
      program("second", order("second") + stay, ["first"]),
      program("first", order("first") + stay),
    ]);
    expect(readFileSync(join(folder, "order"), "utf8").trim().split("\n")).toEqual([
      "for first",
      "for second",
      "for third",
    ]);
  });

  it("tells the last lines of a program that ends during the start", async () => {
    supervisor = new Supervisor(folder, never, log);
    const start = supervisor.start([program("broken", "echo no such flag: --frob >&2; exit 3")]);
    await expect(start).rejects.toThrow(
      /broken ended with exit code 3[^]*command: sh -c[^]*(\| no such flag: --frob\s*){4}$/,
    );
  });

  it("takes it for no failure that a program ends once during the start", async () => {
    const count = join(folder, "count");
    writeFileSync(count, "");
    const lives = (): number => readFileSync(count, "utf8").length;
    const twice: ReadinessProbe = async ({ name }, pid) => {
      await waitFor({ what: name, seconds: 5, every: 10 }, () =>
        lives() === 2 && pid() > 0 ? true : undefined,
      );
    };
    supervisor = new Supervisor(folder, twice, log);
    await supervisor.start([
      program("slow", `echo >>${count}; [ $(wc -l <${count}) -ge 2 ] && exec sleep 5; exit 1`),
    ]);
    expect(lines.filter((line) => line.startsWith("slow ended"))).toEqual(["slow ended with exit code 1"]);
  });

  it("refuses a need that nobody fulfils", async () => {
    supervisor = new Supervisor(folder, atOnce, log);
    await expect(supervisor.start([program("lonely", "exit 0", ["nobody"])])).rejects.toThrow(
      "lonely needs nobody",
    );
  });

  it("starts a program again that ends once all is up", async () => {
    const count = join(folder, "count");
    writeFileSync(count, "");
    supervisor = new Supervisor(folder, atOnce, log);
    await supervisor.start([
      program("mortal", `sleep 0.1; echo >>${count}; [ $(wc -l <${count}) -ge 2 ] && exec sleep 5`),
    ]);
    supervisor.settle();
    await waitFor({ what: "a second life", seconds: 5, every: 20 }, () =>
      readFileSync(count, "utf8").length >= 2 ? true : undefined,
    );
    expect(lines).toContainEqual("mortal ended with exit code 1");
  });
});
