import { spawnSync } from "node:child_process";
import { wholeOrPieces, lackingModules } from "../../../cli/doctor/trials/pieces";
import { readOutcomes, trialCommand } from "../../../cli/doctor/trials/trial";

describe("trials", () => {
  const printed = (...trials: Parameters<typeof trialCommand>[0]): string => {
    const [program = "", ...args] = trialCommand(trials);
    return spawnSync(program, args, { encoding: "utf8" }).stdout;
  };

  it("tell of each whether it works, and its words on one line", () => {
    const outcomes = readOutcomes(
      printed(
        { name: "good", where: "host", script: "echo 'it is'; echo here" },
        { name: "bad", where: "host", script: "printf 'a\\tb\\n' >&2; exit 3; echo never" },
        { name: "early", where: "host", script: "false; echo never" },
      ),
    );
    expect(outcomes("good")).toEqual({ works: true, words: "it is here" });
    expect(outcomes("bad")).toEqual({ works: false, words: "a b" });
    expect(outcomes("early")).toEqual({ works: false, words: "" });
    expect(outcomes("another")).toBeUndefined();
  });

  it("cannot be made in namespaces that cannot be made: there are only unshare's words", () => {
    const outcomes = readOutcomes("cgroups\tworks\t\nunshare: unshare failed: Operation not permitted");
    expect(outcomes("cgroups")).toEqual({ works: true, words: "" });
    expect(outcomes("namespaces")).toEqual({
      works: false,
      words: "unshare: unshare failed: Operation not permitted",
    });
  });
});

describe("a whole of pieces", () => {
  const tried = (whole: string, pieces: Parameters<typeof wholeOrPieces>[1]) =>
    spawnSync("sh", ["-ec", wholeOrPieces(whole, pieces)], { encoding: "utf8" });

  it("that works asks for none of them", () => {
    const { status, stdout } = tried("true", [{ module: "never", line: "false" }]);
    expect([status, stdout]).toEqual([0, ""]);
  });

  it("that fails names those that fail alone too, after its own words", () => {
    const { status, stdout } = tried("echo no; false", [
      { module: "xt_comment", line: "cat >/dev/null <<R\nR" },
      { module: "xt_recent", line: "cat >/dev/null <<R\nR\nfalse" },
      { module: "nft_hash", line: "exit 1" },
    ]);
    expect([status, stdout]).toEqual([1, "no\nlacks xt_recent\nlacks nft_hash\n"]);
    expect(lackingModules(stdout)).toEqual(["xt_recent", "nft_hash"]);
  });
});
