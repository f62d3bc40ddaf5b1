import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, openSync, closeSync, writeFileSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { logFile } from "./plan";
import { placePrefix } from "./place";
import type { Program } from "./program";

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5000;
const TAIL_LINES = 12;

/** Tells when a program is ready for those that need it; rejects with what was last seen. */
export type ReadinessProbe = (program: Program, pid: () => number, signal: AbortSignal) => Promise<void>;

/**
 * How often a program may end during the start. Once is no failure yet: on a slow machine the controller manager gives up on an API
 * server that is not healthy within its own ten seconds.
 */
const MOST_ENDS_AT_START = 4;

/**
 * Starts programs as soon as those they need are ready, and starts each again that ends, with growing pauses. During the start
 * a program that ends again and again is the start's failure, told with the last lines of its log. They all end with the holder's namespace.
 */
export class Supervisor {
  private readonly ready = new Map<string, Promise<void>>();
  private readonly running = new Map<string, ChildProcess>();
  private readonly ends = new Map<string, number>();
  private phase: "starting" | "running" | "ending" = "starting";
  private readonly failure = new AbortController();

  constructor(
    private readonly folder: string,
    private readonly probe: ReadinessProbe,
    private readonly log: (line: string) => void,
  ) {}

  /** @throws when a program needs one that is not there, ends, or does not become ready. */
  async start(programs: readonly Program[]): Promise<void> {
    const byName = new Map(programs.map((program) => [program.name, program]));
    const startOne = (program: Program): Promise<void> => {
      const begun = this.ready.get(program.name) ?? this.startWhenNeeded(program, byName, startOne);
      this.ready.set(program.name, begun);
      return begun;
    };
    await Promise.all(programs.map(startOne));
  }

  /** From now on a program that ends is started again. */
  settle(): void {
    this.phase = "running";
  }

  /** Ends every program, and starts none again. */
  end(): void {
    this.phase = "ending";
    for (const child of this.running.values()) child.kill("SIGTERM");
  }

  private async startWhenNeeded(
    program: Program,
    byName: ReadonlyMap<string, Program>,
    startOne: (program: Program) => Promise<void>,
  ): Promise<void> {
    await Promise.all(
      program.needs.map((name) => {
        const needed = byName.get(name);
        if (needed === undefined)
          throw new Error(`${program.name} needs ${name}, which is not among the programs`);
        return startOne(needed);
      }),
    );
    const begun = performance.now();
    for (const [path, content] of Object.entries(program.files)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    this.run(program, FIRST_PAUSE);
    const pid = (): number => this.running.get(program.name)?.pid ?? 0;
    await this.probe(program, pid, this.failure.signal).catch((error: unknown) => {
      throw this.failure.signal.aborted
        ? this.failure.signal.reason
        : new Error(this.story(program, String(error)));
    });
    this.log(`${program.name} ready after ${Math.round(performance.now() - begun)} ms`);
  }

  private run(program: Program, pause: number): void {
    const [command, ...args] = [...placePrefix(this.folder, program.place), ...program.argv] as [
      string,
      ...string[],
    ];
    const file = logFile(this.folder, program.name);
    mkdirSync(dirname(file), { recursive: true });
    const log = openSync(file, "a");
    const child = spawn(command, args, { stdio: ["ignore", log, log] });
    closeSync(log);
    this.running.set(program.name, child);
    const begun = performance.now();
    child.once("error", (error) => {
      this.ended(program, error.message, pause);
    });
    child.once("exit", (code, signal) => {
      const lived = performance.now() - begun;
      this.ended(
        program,
        `ended with ${signal ?? `exit code ${code ?? "?"}`}`,
        lived > LONGEST_PAUSE ? FIRST_PAUSE : pause,
      );
    });
  }

  private ended(program: Program, how: string, pause: number): void {
    if (this.phase === "ending") return;
    this.log(`${program.name} ${how}`);
    const ends = (this.ends.get(program.name) ?? 0) + 1;
    this.ends.set(program.name, ends);
    if (this.phase === "starting" && ends >= MOST_ENDS_AT_START) {
      this.failure.abort(new Error(this.story(program, how)));
      return;
    }
    void sleep(pause).then(() => {
      if (this.phase !== "ending") this.run(program, Math.min(pause * 2, LONGEST_PAUSE));
    });
  }

  private story(program: Program, how: string): string {
    const lines = readFileSync(logFile(this.folder, program.name), "utf8")
      .trimEnd()
      .split("\n")
      .slice(-TAIL_LINES);
    return `${program.name} ${how}\n  command: ${program.argv.join(" ")}\n${lines.map((line) => `  | ${line}`).join("\n")}`;
  }
}
