import { azureTarget } from "../../../../experiments/targets/azure";
import { asTestapp, loopbackServer } from "../../loopbackServer";
import { ADDRESSES, balancer, FakeArm, frontend, LOAD_BALANCER, NODE_GROUP, publicIP, rule } from "./fakeArm";

let azure: FakeArm;

beforeEach(async () => {
  azure = await FakeArm.start();
  azure.answer(LOAD_BALANCER, balancer([frontend("a1", "in")], [rule("a1-TCP-80", "a1")]));
  azure.answer(ADDRESSES, { body: { value: [publicIP("in", "20.0.0.2")] } });
});

afterEach(() => azure.close());

const containers = ["client-b", "client-c"].map((name) => ({
  ...{
    name,
    address: `4.0.0.${name.length}`,
    resourceGroup: "lab",
    containerGroup: name,
    container: "sender",
  },
}));

const target = () => azureTarget({ nodeResourceGroup: NODE_GROUP, containers }, azure.arm());
const never = new AbortController().signal;

test("client A is this machine, whose address is not known; the others are the stack's", () => {
  expect(target().kind).toBe("azure");
  expect(target().clients).toEqual([
    { name: "client-a" },
    { name: "client-b", address: "4.0.0.8" },
    { name: "client-c", address: "4.0.0.8" },
  ]);
});

test("client A sends without asking Azure", async () => {
  const web = await loopbackServer(asTestapp);
  const sending = {
    frontendIP: "127.0.0.1",
    port: web.port,
    ids: ["a", "b"],
    concurrency: 1,
    keepAlive: true,
  };
  const records = await target().send({ name: "client-a" }, sending, never);
  await web.close();
  expect(records.map(({ id, error }) => [id, error])).toEqual([
    ["a", null],
    ["b", null],
  ]);
  expect(azure.asked).toEqual([]);
});

test("whoever looks at the rules over and over waits between two looks, and can be called off", async () => {
  const asked = target();
  expect((await asked.rules(never)).map(({ name }) => name)).toEqual(["a1-TCP-80"]);
  const abort = new AbortController();
  const second = asked.rules(abort.signal);
  abort.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
  expect(azure.asked).toHaveLength(2);
});
