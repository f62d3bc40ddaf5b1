import { senderFile } from "../../../sender/place";
import { sendByProcess } from "../../../experiments/traffic/sendByProcess";
import { loopbackServer, type LoopbackServer } from "../loopbackServer";

const argv = [process.execPath, senderFile];
const never = new AbortController().signal;

let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe("a sender's process", () => {
  const sending = {
    ...{ frontendIP: "127.0.0.1", port: 9, ids: ["one", "two"] },
    ...{ concurrency: 1, keepAlive: false },
  };
  const script = (text: string) => [process.execPath, "-e", text];

  test("that is aborted sends nothing more, and the reason is told", async () => {
    const controller = new AbortController();
    const reason = new Error("Ctrl-C");
    server = await loopbackServer(() => {
      controller.abort(reason);
    });
    const aborted = sendByProcess(argv, { ...sending, port: server.port }, controller.signal);
    await expect(aborted).rejects.toBe(reason);
    expect(server.seen.map(({ url }) => url)).toEqual(["/r/one"]);
  });

  test("is not even started once aborted", async () => {
    await expect(
      sendByProcess(["/no/such/program"], sending, AbortSignal.abort(new Error("Ctrl-C"))),
    ).rejects.toThrow("Ctrl-C");
  });

  test.each([
    {
      name: "that fails is told with its own words",
      text: 'console.error("no netns"); process.exit(3)',
      error: "no netns",
    },
    {
      name: "that leaves a request untold is an error",
      text: 'console.log(JSON.stringify({ id: "one" }))',
      error: "the sender told nothing of request two",
    },
    { name: "that says nothing is an error", text: "", error: "the sender told nothing of request one" },
  ])("$name", async ({ text, error }) => {
    await expect(sendByProcess(script(text), sending, never)).rejects.toThrow(error);
  });

  test("may tell of its requests in any order", async () => {
    const text = 'for (const id of ["two", "one"]) console.log(JSON.stringify({ id }))';
    expect(await sendByProcess(script(text), sending, never)).toEqual([{ id: "one" }, { id: "two" }]);
  });
});
