import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBackend } from "../../../cli/pulumi/backend";
import { stateFolder } from "../../../cli/pulumi/engine";
import { programFolder } from "../../../toolchain/pins";
import { TOOL_MODULES } from "../../../toolchain/programs";
import { writeProgram } from "../../toolchain/fakePrograms";

const VARIABLES = [
  ...["LAB_CACHE", "LAB_STATE", "LAB_BACKEND"],
  ...["PULUMI_HOME", "PULUMI_BACKEND_URL", "PULUMI_ACCESS_TOKEN"],
];

/** A pulumi in folders of its own that writes down how it is called and does as it is told. */
export class FakeEngine {
  readonly #before = VARIABLES.map((name) => [name, process.env[name]] as const);
  readonly #folder = mkdtempSync(join(tmpdir(), "lab-engine-"));

  constructor() {
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    process.env.LAB_CACHE = join(this.#folder, "cache");
    process.env.LAB_STATE = join(this.#folder, "state");
    process.env.PULUMI_HOME = join(this.#folder, "home");
  }

  /** Makes the programs: until then there is no engine. */
  install(): void {
    for (const module of TOOL_MODULES.filter(({ name }) => name.startsWith("pulumi")))
      for (const program of module.programs)
        writeProgram(
          programFolder(module),
          program,
          [
            `echo "$*" >>${this.#folder}/calls`,
            `case "$1 $2" in "stack output") cat ${this.#folder}/outputs; exit ;; esac`,
            `case "$1" in destroy) exit $(cat ${this.#folder}/destroy) ;; esac`,
          ].join("\n"),
        );
    this.destroyEndsWith(0);
  }

  /** Makes the stack, with these outputs and this state. */
  has(stack: string, outputs: unknown, state = "{}"): void {
    const backend = chooseBackend({ env: {}, state: join(this.#folder, "state"), target: () => "local" });
    if (backend.kind !== "own") throw new Error("it must be the lab's own");
    mkdirSync(stateFolder(backend), { recursive: true });
    writeFileSync(join(stateFolder(backend), `${stack}.json`), state);
    writeFileSync(join(this.#folder, "outputs"), JSON.stringify(outputs));
  }

  destroyEndsWith(exitCode: number): void {
    writeFileSync(join(this.#folder, "destroy"), String(exitCode));
  }

  /** The words that it was called with. */
  get calls(): readonly string[] {
    const file = join(this.#folder, "calls");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  remove(): void {
    for (const [name, value] of this.#before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    rmSync(this.#folder, { recursive: true });
  }
}
