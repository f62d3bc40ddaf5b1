import { run } from "../../../system/command";
import { asRoot } from "../../../system/root";

/** Something that labs do with the kernel, as a shell script that fails, and says why, where this machine can't do it. */
export interface Trial {
  readonly name: string;
  /** In the machine's own namespaces, or in new ones as a lab's, which are gone afterwards with all that was made in them. */
  readonly where: "host" | "own";
  /** Programs without which it says nothing about the kernel. */
  readonly needs?: readonly string[];
  readonly script: string;
}

export interface Outcome {
  readonly works: boolean;
  /** All that it printed, on one line. */
  readonly words: string;
}

/** What the trial called `name` came to; `undefined` when it was not made. */
export type Outcomes = (name: string) => Outcome | undefined;

/** Tells whether the namespaces could be made at all. */
export const NAMESPACES = "namespaces";

/** As {@link file://../../../local/holder/launch.ts} asks for a lab. */
const OWN = "unshare --pid --mount --net --ipc --uts --fork --kill-child=KILL --mount-proc";

/**
 * Runs pairs of a name and a script, and behind `--` those for namespaces of their own. One line for each: its name, whether it works,
 * and what it printed, between tabs. The first argument is this script itself.
 */
const RUNNER = `self=$1; shift
while [ $# -gt 0 ]; do
  if [ "$1" = -- ]; then
    shift
    exec ${OWN} sh -c "$self" lab-doctor "$self" ${NAMESPACES} true "$@" 2>&1
  fi
  if words=$(sh -ec "$2" </dev/null 2>&1); then works=works; else works=fails; fi
  printf '%s\\t%s\\t%s\\n' "$1" "$works" "$(printf %s "$words" | tr '\\n\\t' '  ')"
  shift 2
done`;

/** The command, for root, that makes all `trials`. */
export function trialCommand(trials: readonly Trial[]): string[] {
  const pairs = (where: Trial["where"]): string[] =>
    trials.filter((trial) => trial.where === where).flatMap(({ name, script }) => [name, script]);
  return ["sh", "-c", RUNNER, "lab-doctor", RUNNER, ...pairs("host"), "--", ...pairs("own")];
}

/** What the command printed; namespaces that could not be made leave only the words of the program that failed to. */
export function readOutcomes(printed: string): Outcomes {
  const lines = printed.split("\n").map((line) => line.split("\t"));
  const outcomes = new Map(
    lines.flatMap(([name = "", works, words = ""]) =>
      works === "works" || works === "fails" ? [[name, { works: works === "works", words }]] : [],
    ),
  );
  if (!outcomes.has(NAMESPACES)) {
    const words = lines.flatMap((parts) => (parts.length === 1 ? parts : [])).join(" ");
    outcomes.set(NAMESPACES, { works: false, words: words.trim() });
  }
  return (name) => outcomes.get(name);
}

const SECONDS = 30;

/** Makes all `trials` as root, in about a tenth of a second. */
export async function makeTrials(trials: readonly Trial[]): Promise<Outcomes> {
  // What it exits with is that of its last program; the lines count.
  const command = ["sh", "-c", '"$@"; exit 0', "lab-doctor", ...trialCommand(trials)];
  return readOutcomes(await run(asRoot(command), { seconds: SECONDS }));
}
