import { spawnSync } from "node:child_process";
import { sendByContainer } from "../../../../experiments/targets/azure/sendByContainer";
import type { Sending } from "../../../../experiments/target";
import { requestIds } from "../../../../experiments/traffic/plan";
import { waitFor } from "../../../../system/deadline";
import { asTestapp, loopbackServer, type LoopbackServer } from "../../loopbackServer";
import { failure, FakeArm, SUBSCRIPTION } from "./fakeArm";
import { FakeContainer, PASSWORD, type ContainerOptions } from "./fakeContainer";

const place = {
  name: "client-b",
  address: "4.0.0.8",
  resourceGroup: "lab",
  containerGroup: "client-b",
  container: "sender",
};
const EXEC = `POST /subscriptions/${SUBSCRIPTION}/resourceGroups/lab/providers/Microsoft.ContainerInstance/containerGroups/client-b/containers/sender/exec`;
const never = new AbortController().signal;

jest.setTimeout(30_000);

let azure: FakeArm;
let web: LoopbackServer;
let container: FakeContainer;

beforeAll(async () => {
  azure = await FakeArm.start();
});

afterAll(() => azure.close());

afterEach(async () => {
  await container.close();
  await web.close();
});

async function stand(options: ContainerOptions = {}, answer = asTestapp): Promise<void> {
  web = await loopbackServer(answer);
  container = await FakeContainer.start(options);
  azure.answer(EXEC, { body: { webSocketUri: container.webSocketUri, password: PASSWORD } });
}

function sending(count: number, change: Partial<Sending> = {}): Sending {
  const ids = requestIds("k3f9-affinity", count);
  return { frontendIP: "127.0.0.1", port: web.port, ids, concurrency: 1, keepAlive: false, ...change };
}

const send = (what: Sending, signal = never) => sendByContainer(azure.arm(), place, what, signal);

/** Alpine's shell, which edits lines by itself, where this machine has it. */
const busybox = spawnSync("busybox", ["true"]).status === 0 ? [{ shell: "busybox sh", cut: undefined }] : [];

describe.each([{ shell: "/bin/sh", cut: undefined }, { shell: "bash", cut: 7 }, ...busybox])(
  "in the shell $shell, output cut at $cut",
  ({ shell, cut }) => {
    test.each([1, 10, 500])("the records of %i requests come back whole and in order", async (count) => {
      await stand({ shell, ...(cut === undefined ? {} : { cut }) });
      const what = sending(count, { concurrency: 5 });
      const records = await send(what);
      expect(records.map(({ id }) => id)).toEqual(what.ids);
      expect(records.map(({ answer }) => answer?.id)).toEqual(what.ids);
      expect(records.every(({ error, status }) => error === null && status === 200)).toBe(true);
      expect(web.seen.map(({ url }) => url).sort()).toEqual(what.ids.map((id) => `/r/${id}`).sort());
    });
  },
);

test("the shell is asked for as Azure wants it, and the password is the first message", async () => {
  await stand();
  await send(sending(1));
  const { body } = azure.asked.at(-1) ?? { body: "" };
  expect(JSON.parse(body)).toEqual({ command: "/bin/sh", terminalSize: { rows: 50, cols: 500 } });
  expect(container.passwords).toEqual([PASSWORD]);
  expect(Math.max(...container.messages.map(({ length }) => length))).toBeLessThanOrEqual(50);
});

test("letters beyond ASCII survive being cut in two", async () => {
  await stand({ cut: 1 }, (id, response) => {
    response.end(`Grüße, ${id} ☂`);
  });
  expect((await send(sending(1)))[0]?.error).toBe(
    "HTTP 200, and not testapp's answer: Grüße, k3f9-affinity-1 ☂",
  );
});

test("a request without an answer is a record too", async () => {
  await stand({}, (_id, response) => {
    response.destroy();
  });
  const records = await send(sending(2));
  expect(records.map(({ status, error }) => [status, error])).toEqual([
    [null, "socket hang up"],
    [null, "socket hang up"],
  ]);
});

test("an abort ends the sender in the container, and is the reason", async () => {
  await stand({}, () => undefined);
  const abort = new AbortController();
  const under = send(sending(3), abort.signal);
  await waitFor({ what: "a request to be under way", seconds: 20 }, () => web.seen[0]);
  const { senderPid } = container;
  expect(lives(senderPid)).toBe(true);
  abort.abort(new Error("Ctrl-C"));
  await expect(under).rejects.toThrow("Ctrl-C");
  expect(lives(senderPid)).toBe(false);
  expect(web.seen).toHaveLength(1);
  await waitFor({ what: "the shell to end", seconds: 5 }, () => container.shells[0]?.exitCode ?? undefined);
});

test("after an abort nothing is begun", async () => {
  await stand();
  await expect(send(sending(1), AbortSignal.abort(new Error("Ctrl-C")))).rejects.toThrow("Ctrl-C");
  expect(container.passwords).toEqual([]);
});

describe("what goes wrong in the container is told", () => {
  test.each([
    {
      what: "a sender that fails",
      node: "echo 'out of memory' >&2; exit 134",
      message: "the sender in client-b failed with exit status 134: out of memory",
    },
    {
      what: "a container without Node",
      node: "exec /no/such/node",
      message: /the sender in client-b failed with exit status 12[67]: .*\/no\/such\/node: not found/,
    },
    {
      what: "a sender that leaves a request out",
      node: 'cat >/dev/null; echo \'{"id":"k3f9-affinity-1"}\'',
      message: "the sender told nothing of request k3f9-affinity-2",
    },
  ])("$what", async ({ node, message }) => {
    await stand({ node });
    await expect(send(sending(2))).rejects.toThrow(message);
  });

  test("a shell that is not there", async () => {
    await stand({ shell: "/no/such/shell" });
    await expect(send(sending(1))).rejects.toThrow(
      /sending from client-b: .*it was closed.*terminal showed last: .*\/no\/such\/shell/,
    );
  });

  test("a connection that is lost under way", async () => {
    await stand({}, () => undefined);
    const under = send(sending(1));
    await waitFor({ what: "a request to be under way", seconds: 20 }, () => web.seen[0]);
    container.cutAll();
    await expect(under).rejects.toThrow("sending from client-b: the connection to the container");
  });

  test("a password that is not taken, without telling it", async () => {
    await stand();
    azure.answer(EXEC, { body: { webSocketUri: container.webSocketUri, password: "stale" } });
    const error: unknown = await send(sending(1)).catch((thrown: unknown) => thrown);
    expect((error as Error).message).toContain("it was closed (1008, wrong password)");
    expect((error as Error).message).not.toContain("stale");
  });

  test("nobody at the address", async () => {
    await stand();
    azure.answer(EXEC, { body: { webSocketUri: "ws://127.0.0.1:1/", password: PASSWORD } });
    await expect(send(sending(1))).rejects.toThrow(/sending from client-b: .*ECONNREFUSED/);
  });

  test("a container that is not there", async () => {
    await stand();
    azure.answer(EXEC, failure(404, "ResourceNotFound", "The Resource was not found."));
    await expect(send(sending(1))).rejects.toThrow("does not have a shell in the container of client-b");
  });

  test("a role that is missing", async () => {
    await stand();
    azure.answer(EXEC, failure(403, "AuthorizationFailed", "no"));
    await expect(send(sending(1))).rejects.toThrow(
      "Microsoft.ContainerInstance/containerGroups/containers/exec/action on resource group lab",
    );
  });
});

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
