import { Command } from "commander";
import { define } from "../../../cli/verbs/run";
import { walk, experiments } from "../../../experiments/catalogue";
import { ProblemsError } from "../../../system/problems";

const explored: (readonly string[])[] = [];
let holds = true;

jest.mock("../../../cli/explore", () => ({
  explore: (_stack: string, names: readonly string[]) => {
    explored.push(names);
    return Promise.resolve(holds);
  },
}));

beforeEach(() => {
  explored.length = 0;
  holds = true;
});

afterEach(() => {
  process.exitCode = 0;
});

async function run(...args: string[]): Promise<void> {
  const command = new Command("run").exitOverride();
  define(command);
  await command.parseAsync(["node", "run", ...args]);
}

describe("lab run", () => {
  test.each([
    [["affinity"], ["affinity"]],
    [
      ["affinity", "hot-spot"],
      ["affinity", "hot-spot"],
    ],
    [["--all"], experiments.map(({ name }) => name)],
  ])("with %j runs %j", async (args, names) => {
    await run(...args);
    expect(explored).toEqual([names]);
    expect(process.exitCode ?? 0).toBe(0);
  });

  test("with --all runs more than the walk", async () => {
    await run("--all");
    expect(explored[0]).toEqual(expect.arrayContaining([...walk, "zone-crossing", "hot-spot"]));
  });

  test.each([[[]], [["affinity", "--all"]]])(
    "with %j says what to choose from, and runs nothing",
    async (args) => {
      await expect(run(...args)).rejects.toThrow(ProblemsError);
      expect(explored).toEqual([]);
    },
  );

  test("ends with exit code 1 where a finding does not hold", async () => {
    holds = false;
    await run("affinity");
    expect(process.exitCode).toBe(1);
  });
});
