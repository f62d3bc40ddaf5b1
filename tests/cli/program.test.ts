import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CommanderError, type Command } from "commander";
import { labCommand } from "../../cli/program";
import { stackOf, withStack } from "../../cli/stackName";
import { takingAnything } from "../../cli/passThrough";
import { verbs } from "../../cli/verbs";
import { ProblemsError } from "../../system/problems";

interface Call {
  readonly verb: string;
  readonly stack: string;
  readonly args: readonly string[];
}

/** Parses a command line with verbs that only record how they were called. */
function parse(line: readonly string[], env: NodeJS.ProcessEnv = {}): Call {
  const calls: Call[] = [];
  const define = (command: Command): void => {
    const shaped =
      command.name() === "kubectl" ? takingAnything(command) : withStack(command).argument("[args...]");
    shaped.action((args: string[]) => {
      calls.push({ verb: command.name(), stack: stackOf(command, env), args });
    });
  };
  const program = labCommand(() => ({ define }));
  for (const command of [program, ...program.commands])
    command.configureOutput({ writeErr: () => undefined });
  program.parse(["node", "lab", ...line]);
  const [call] = calls;
  if (call === undefined) throw new Error("no verb was called");
  return call;
}

describe("the stack", () => {
  test.each([
    [["up"], {}, "local"],
    [["up", "--stack", "second"], {}, "second"],
    [["--stack", "second", "up"], {}, "second"],
    [["--stack", "first", "up", "--stack", "second"], {}, "second"],
    [["up"], { PULUMI_STACK: "third" }, "third"],
    [["up"], { PULUMI_STACK: "" }, "local"],
    [["up", "--stack", ""], {}, "local"],
    [["up", "--stack", "second"], { PULUMI_STACK: "third" }, "second"],
    [["up"], { PULUMI_STACK: "organization/aks-lb-lab/third" }, "third"],
    [["up", "--stack", "organization/third"], {}, "third"],
  ])("of %j with %j is %s", (line, env, stack) => {
    expect(parse(line, env).stack).toBe(stack);
  });

  test.each(["acme/dev", "acme/aks-lb-lab/dev", "organization/other/dev", "organization/x/aks-lb-lab/dev"])(
    "is not taken by its full name %s, which says so",
    (name) => {
      expect(() => parse(["status"], { PULUMI_STACK: name })).toThrow(/a stack's full name.* Give "dev"/);
    },
  );

  test.each(["../x", "organization/Local", "Local", "1st", "a_b", "x".repeat(32)])(
    "may not be called %j",
    (name) => {
      expect(() => parse(["up", "--stack", name])).toThrow(ProblemsError);
    },
  );
});

describe("what stands behind a verb that passes it on", () => {
  test.each([
    [
      ["kubectl", "get", "pods", "-A"],
      ["get", "pods", "-A"],
    ],
    [
      ["kubectl", "--namespace", "testapp", "get", "svc"],
      ["--namespace", "testapp", "get", "svc"],
    ],
    [["kubectl", "--help"], ["--help"]],
    [
      ["kubectl", "exec", "p", "--", "ls", "--all"],
      ["exec", "p", "--", "ls", "--all"],
    ],
    [
      ["kubectl", "get", "--stack", "x"],
      ["get", "--stack", "x"],
    ],
    [["kubectl"], []],
  ])("of %j is %j", (line, args) => {
    expect(parse(line).args).toEqual(args);
  });

  test.each([
    [["--stack", "second", "kubectl", "get", "pods"]],
    [["kubectl", "--stack", "second", "get", "pods"]],
  ])("does not hide the stack in %j", (line) => {
    expect(parse(line)).toEqual({ verb: "kubectl", stack: "second", args: ["get", "pods"] });
  });
});

test.each([
  ["an unknown flag", ["up", "--fast"], "commander.unknownOption"],
  ["an unknown flag before the verb", ["--fast", "up"], "commander.unknownOption"],
  ["an unknown verb", ["upp"], "commander.unknownCommand"],
])("%s is refused", (_name, line, code) => {
  try {
    parse(line);
  } catch (error) {
    expect(error).toBeInstanceOf(CommanderError);
    expect((error as CommanderError).code).toBe(code);
    return;
  }
  throw new Error("it was not refused");
});

test("every verb has its file, and every file is a verb", () => {
  const folder = join(__dirname, "../../cli/verbs");
  const names = Object.values(verbs).flatMap((group) => group.map(({ name }) => name));
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.ts`).sort());
});
