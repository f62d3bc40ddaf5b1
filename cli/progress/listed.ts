import { Listr, PRESET_TIMER } from "listr2";
import type { Step } from "./steps";

/** Does `steps` in turn, as a list with spinners, times and each step's last word under it. */
export async function listedSteps(steps: readonly Step[]): Promise<void> {
  const tasks = steps.map((step) => ({
    title: step.title,
    task: (_context: unknown, task: { output: string }) =>
      step.run((message) => {
        task.output = message;
      }),
  }));
  // Interruption is the command's own affair: it has things to undo.
  await new Listr(tasks, {
    registerSignalListeners: false,
    rendererOptions: { timer: PASSED, showErrorMessage: false },
  }).run();
}

const PASSED = {
  ...PRESET_TIMER,
  field: (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`,
};
