import { requestIds, senderFile } from "../../../experiments/traffic/plan";
import { sendByProcess } from "../../../experiments/traffic/sendByProcess";
import { loopbackServer, type LoopbackServer } from "../loopbackServer";

const argv = [process.execPath, senderFile];
const never = new AbortController().signal;

let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe("the sender's process", () => {
  test("when aborted stops sending, is gone, and the caller hears why", async () => {
    const controller = new AbortController();
    server = await loopbackServer(() => {
      controller.abort(new Error("Ctrl-C"));
    });
    const sending = { frontendIP: "127.0.0.1", port: server.port, ids: requestIds("t", 50) };
    const sent = sendByProcess(argv, { ...sending, concurrency: 1, keepAlive: false }, controller.signal);
    await expect(sent).rejects.toThrow("Ctrl-C");
    expect(server.seen).toHaveLength(1);
  });

  test("is not even started for a signal that was aborted before", async () => {
    const sending = { frontendIP: "127.0.0.1", port: 1, ids: ["one"], concurrency: 1, keepAlive: false };
    const aborted = AbortSignal.abort(new Error("too late"));
    await expect(sendByProcess(["/does/not/exist"], sending, aborted)).rejects.toThrow("too late");
  });

  test.each([
    ["ends without a word", ["true"], /told nothing of request one/],
    ["fails", ["sh", "-c", "echo no network >&2; exit 3"], /no network/],
    ["does not exist", ["/does/not/exist"], /ENOENT/],
  ])("that %s is an error", async (_name, argv, message) => {
    const sending = { frontendIP: "127.0.0.1", port: 1, ids: ["one"], concurrency: 1, keepAlive: false };
    await expect(sendByProcess(argv, sending, never)).rejects.toThrow(message);
  });
});
