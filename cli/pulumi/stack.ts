import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { CommandError, run } from "../../system/command";
import { projectDirectory } from "../../system/paths";
import { foreground } from "../foreground";
import { interruption } from "../interrupt";
import { stateFolder, type Engine } from "./engine";
import type { OwnBackend } from "./backend";
import { freeStack } from "./freeStack";
import { conflictHint, isConflict, passphraseHint } from "./hints";
import { readEvents, type EngineReport } from "./events";
import { copyStackFile, keepingStackFile } from "./stackFile";

/** The engine was run in the user's sight and failed; it has told why. */
export class EngineFailedError extends Error {
  constructor(operation: string, exitCode: number, hint = "") {
    super(`pulumi ${operation} failed (exit code ${exitCode}); what it says above tells why${hint}`);
    this.name = "EngineFailedError";
  }
}

const NOTHING: EngineReport = { changes: [], messages: [] };

const UNATTENDED = ["--yes", "--non-interactive"];
const AT_ONCE = [...UNATTENDED, "--skip-preview"];
/** The status that `lab up` prints tells them better. */
const WITHOUT_OUTPUTS = ["--suppress-outputs"];

/** One stack, driven by the real engine. The stack's file in the tree is read and never written. */
export class Stack {
  /** A copy of the user's settings with changes, from {@link set} to {@link restore}. */
  private changedSettings: string | undefined;
  /** Whether any of them came into force since. */
  private inForce = false;

  constructor(private readonly engine: Engine) {}

  async exists(): Promise<boolean> {
    const { backend, stack } = this.engine;
    if (backend.kind === "own") return existsSync(this.stateFile(backend));
    try {
      await this.capture(["stack", "--stack", stack, "--show-name"]);
      return true;
    } catch (error) {
      if (error instanceof CommandError && error.stderr.includes("no stack named")) return false;
      throw error;
    }
  }

  /** As {@link freeStack}; every operation begins with it. */
  free(): Promise<void> {
    return freeStack(this.engine.backend, this.engine.stack);
  }

  /** Makes the stack unless it exists. */
  async init(): Promise<void> {
    if (await this.exists()) return;
    const create = (): Promise<string> =>
      this.capture(["stack", "init", this.engine.stack, "--no-select", "--non-interactive"]);
    // Where the user chose the backend, the encryption salt is theirs to keep in the stack's file.
    await (this.engine.backend.kind === "own" ? keepingStackFile(this.engine.stack, create) : create());
  }

  /**
   * `pulumi up`, its output on the terminal.
   * @throws EngineFailedError
   */
  async up(): Promise<void> {
    this.changedSettings = undefined;
    await this.show("up", [...AT_ONCE, ...WITHOUT_OUTPUTS]);
  }

  /** `pulumi destroy`, its output on the terminal. @throws EngineFailedError */
  async destroy(): Promise<void> {
    await this.show("destroy", [...AT_ONCE, ...WITHOUT_OUTPUTS]);
  }

  /**
   * `pulumi config set` for each of `settings` and `pulumi up`: only for as long as this object lives, as the stack's file in the
   * tree stays as it is.
   * @returns what the engine changed.
   * @throws Error with what the engine said.
   */
  async set(settings: Readonly<Record<string, string>>): Promise<EngineReport> {
    const pairs = Object.entries(settings).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    this.changedSettings ??= copyStackFile(this.engine.stack);
    await this.capture(["config", "set-all", ...this.target(), ...pairs]);
    const report = await this.change();
    this.inForce = true;
    return report;
  }

  /**
   * Undoes every {@link set}, by `pulumi up` with the user's own settings; does nothing when there was none. Who has changed objects
   * without Pulumi meanwhile is no reason to leave the cluster as experiments have set it: then it is done by force.
   */
  async restore(): Promise<EngineReport> {
    if (this.changedSettings === undefined) return NOTHING;
    this.changedSettings = undefined;
    try {
      return await this.change();
    } catch (error) {
      if (!(error instanceof Error) || !isConflict(error.message)) throw error;
      // Of what could not even be set there is nothing to undo, and why it could not be set has been told.
      return this.inForce ? await this.change({ PULUMI_K8S_ENABLE_PATCH_FORCE: "true" }) : NOTHING;
    } finally {
      this.inForce = false;
    }
  }

  /** The stack's outputs, secrets in the clear. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const text = await this.capture([
      "stack",
      "output",
      "--json",
      "--show-secrets",
      "--stack",
      this.engine.stack,
    ]);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Whether the lab's own state tells of anything on Azure, as far as one can tell that without reading it as the engine does. */
  tellsOfAzure(): boolean {
    const { backend } = this.engine;
    if (backend.kind !== "own" || !existsSync(this.stateFile(backend))) return false;
    return readFileSync(this.stateFile(backend), "utf8").includes('"azure-native:');
  }

  /**
   * Whether the lab's own state, the engine's account of what it has made, has the resource `type`; an operation that was cut short is
   * no such account. Undefined where the state cannot be read here.
   */
  accountsFor(type: string): boolean | undefined {
    const { backend } = this.engine;
    if (backend.kind !== "own" || !existsSync(this.stateFile(backend))) return undefined;
    try {
      const state = JSON.parse(readFileSync(this.stateFile(backend), "utf8")) as StateFile;
      return (state.checkpoint?.latest?.resources ?? []).some((resource) => resource.type === type);
    } catch {
      return undefined;
    }
  }

  /**
   * Forgets the stack whatever state it is in, for when its resources are known to be gone. Only in the lab's own backend.
   * @returns the file that keeps a state which the engine could not read, if so.
   */
  async forget(): Promise<string | undefined> {
    const { backend, stack } = this.engine;
    if (backend.kind !== "own" || !(await this.exists())) return undefined;
    try {
      await this.free();
      await this.capture(["stack", "rm", stack, "--force", "--preserve-config", ...UNATTENDED]);
      return undefined;
    } catch {
      const broken = `${this.stateFile(backend)}.broken`;
      renameSync(this.stateFile(backend), broken);
      return broken;
    }
  }

  /** Removes the stack, which has no resources any more, with its history; the stack's file stays. Idempotent. */
  async remove(): Promise<void> {
    if (!(await this.exists())) return;
    await this.capture(["stack", "rm", this.engine.stack, "--preserve-config", ...UNATTENDED]);
  }

  private async change(more: Readonly<Record<string, string>> = {}): Promise<EngineReport> {
    // The events go through a pipe, never into a file: those meant for debugging hold secrets.
    const argv = [this.engine.program, "up", ...this.target(), ...AT_ONCE, "--json"];
    const env = { ...this.engine.variables, ...more };
    await this.free();
    try {
      // Apart: cut short by Ctrl-C, it could not restore what experiments had set. It takes seconds.
      return readEvents(await run(argv, { ...this.options(), env, apart: true }));
    } catch (error) {
      // Not as a cause: all of the events would hang on it.
      throw error instanceof CommandError ? new Error(whatWentWrong(error, this.engine.stack)) : error;
    }
  }

  private target(): string[] {
    const settings = this.changedSettings ?? copyStackFile(this.engine.stack);
    return ["--stack", this.engine.stack, "--config-file", settings];
  }

  private async show(operation: string, flags: readonly string[]): Promise<void> {
    const { program, variables } = this.engine;
    await this.free();
    const alreadyInterrupted = interruption().aborted;
    const exitCode = await foreground([program, operation, ...this.target(), ...flags], {
      env: { ...process.env, ...variables },
      cwd: projectDirectory,
    });
    if (exitCode === 0) return;
    // What is run to clean up after an interruption fails for reasons of its own.
    if (!alreadyInterrupted) interruption().throwIfAborted();
    throw new EngineFailedError(operation, exitCode, await this.hintAfterFailure());
  }

  /** What the engine printed is on the terminal; asked again, it tells whether the passphrase was the reason. */
  private async hintAfterFailure(): Promise<string> {
    if (this.engine.backend.kind !== "own" || !(await this.exists())) return "";
    try {
      await this.outputs();
      return "";
    } catch (error) {
      return passphraseHint(error instanceof CommandError ? error.stderr : "");
    }
  }

  private capture(args: readonly string[]): Promise<string> {
    return run([this.engine.program, ...args], this.options());
  }

  private options() {
    // No signal: a terminal's Ctrl-C reaches the engine too, and a second one would keep it from ending in good order.
    return { env: this.engine.variables, cwd: projectDirectory };
  }

  private stateFile(backend: OwnBackend): string {
    return join(stateFolder(backend), `${this.engine.stack}.json`);
  }
}

interface StateFile {
  readonly checkpoint?: { readonly latest?: { readonly resources?: readonly { readonly type: string }[] } };
}

function whatWentWrong(error: CommandError, stack: string): string {
  const { stdout } = error.cause as { stdout?: string };
  const { messages } = readEvents(stdout ?? "");
  const said = ["pulumi up failed:", ...messages, error.stderr].join("\n").trim();
  return said + passphraseHint(said) + conflictHint(said, stack);
}
