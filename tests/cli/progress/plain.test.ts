import { plainSteps, TimedLines } from "../../../cli/progress/plain";

function display() {
  const lines: string[] = [];
  let seconds = 100;
  return {
    lines,
    write: (line: string) => void lines.push(line),
    now: () => seconds,
    pass: (more: number) => {
      seconds += more;
    },
  };
}

test("steps follow each other, with the seconds since the first", async () => {
  const screen = display();
  await plainSteps(
    [
      {
        title: "programs",
        run: (progress) => {
          progress("etcd");
          screen.pass(2.25);
          progress("kubelet");
          return Promise.resolve();
        },
      },
      {
        title: "images",
        run: async () => {
          await Promise.resolve();
          screen.pass(1);
        },
      },
    ],
    screen,
  );
  expect(screen.lines).toEqual([
    "    0.0 s  programs",
    "    0.0 s  programs: etcd",
    "    2.3 s  programs: kubelet",
    "    2.3 s  programs: done in 2.3 s",
    "    2.3 s  images",
    "    3.3 s  images: done in 1.0 s",
  ]);
});

test("a step that fails ends it, and no later one begins", async () => {
  const screen = display();
  const steps = [
    { title: "first", run: () => Promise.reject(new Error("no")) },
    { title: "second", run: () => Promise.reject(new Error("must not begin")) },
  ];
  await expect(plainSteps(steps, screen)).rejects.toThrow("no");
  expect(screen.lines).toEqual(["    0.0 s  first"]);
});

describe("silence", () => {
  test.each([
    [7.9, 0],
    [8, 1],
    [20, 1],
  ])("of %d s is broken by %d lines", (seconds, count) => {
    const screen = display();
    const lines = new TimedLines(100, screen);
    lines.say("kubernetes: building");
    screen.pass(seconds);
    lines.breakSilence();
    expect(screen.lines.slice(1)).toHaveLength(count);
    for (const line of screen.lines.slice(1)) expect(line).toContain("kubernetes: building (still at it)");
  });

  test("is counted anew after each line", () => {
    const screen = display();
    const lines = new TimedLines(100, screen);
    lines.say("a");
    screen.pass(6);
    lines.say("b");
    screen.pass(6);
    lines.breakSilence();
    expect(screen.lines).toHaveLength(2);
  });

  test("what is said twice is printed once", () => {
    const screen = display();
    const lines = new TimedLines(100, screen);
    lines.say("a");
    lines.say("a");
    expect(screen.lines).toHaveLength(1);
  });
});
