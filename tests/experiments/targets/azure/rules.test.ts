import { NotThereError, ThrottledError } from "../../../../experiments/targets/azure/armErrors";
import { readRules } from "../../../../experiments/targets/azure/rules";
import { ProblemsError } from "../../../../system/problems";
import {
  ADDRESSES,
  balancer,
  failure,
  FakeArm,
  frontend,
  LOAD_BALANCER,
  NODE_GROUP,
  publicIP,
  rule,
} from "./fakeArm";
import { AKS_RULE } from "../../../local/loadBalancer/rule.fixture";

jest.setTimeout(30_000);

let azure: FakeArm;
const signal = new AbortController().signal;

beforeEach(async () => {
  azure = await FakeArm.start();
  azure.answer(
    LOAD_BALANCER,
    balancer([frontend("outbound", "out"), frontend("a1", "in")], [rule("a1-TCP-80", "a1")]),
  );
  azure.answer(ADDRESSES, { body: { value: [publicIP("out", "20.0.0.1"), publicIP("in", "20.0.0.2")] } });
});

afterEach(() => azure.close());

const read = (options = {}) => readRules(azure.arm(options), NODE_GROUP, signal);

test("a rule has the shape of the local lab's, its frontend IP resolved", async () => {
  expect(await read()).toEqual([AKS_RULE]);
  expect(azure.asked.map(({ question }) => question).sort()).toEqual([LOAD_BALANCER, ADDRESSES].sort());
  expect(azure.asked.every(({ authorization }) => authorization === "Bearer a-token")).toBe(true);
  expect(azure.asked.every(({ apiVersion }) => /^\d{4}-\d\d-\d\d$/.test(apiVersion))).toBe(true);
});

test("session affinity and the other settings of a Service are told", async () => {
  const change = {
    loadDistribution: "SourceIP",
    idleTimeoutInMinutes: 30,
    enableTcpReset: false,
    enableFloatingIP: false,
    backendPort: 31234,
  };
  azure.answer(LOAD_BALANCER, balancer([frontend("a1", "in")], [rule("a1-TCP-80", "a1", change)]));
  expect(await read()).toEqual([{ ...AKS_RULE, ...change }]);
});

test("public addresses are taken from all pages", async () => {
  azure.answer(ADDRESSES, {
    body: { value: [publicIP("out", "20.0.0.1")], nextLink: `${azure.endpoint}${ADDRESSES.slice(4)}?page=2` },
  });
  azure.answer(`${ADDRESSES}?page=2`, { body: { value: [publicIP("in", "20.0.0.2")] } });
  expect(await read()).toEqual([AKS_RULE]);
});

describe("what is half made is not there yet", () => {
  test.each([
    { what: "a load balancer without rules", frontends: [frontend("a1", "in")], rules: [] },
    { what: "a rule without a frontend", frontends: [], rules: [rule("a1-TCP-80", null)] },
    { what: "a rule whose frontend is not there", frontends: [], rules: [rule("a1-TCP-80", "a1")] },
    { what: "a frontend without an address", frontends: [frontend("a1")], rules: [rule("a1-TCP-80", "a1")] },
    {
      what: "a frontend whose public address is not there",
      frontends: [frontend("a1", "unknown")],
      rules: [rule("a1-TCP-80", "a1")],
    },
    {
      what: "a rule that is not for TCP",
      frontends: [frontend("a1", "in")],
      rules: [rule("a1-UDP-53", "a1", { protocol: "Udp" })],
    },
  ])("$what", async ({ frontends, rules }) => {
    azure.answer(LOAD_BALANCER, balancer(frontends, rules));
    expect(await read()).toEqual([]);
  });

  test("a public address that has none", async () => {
    azure.answer(ADDRESSES, { body: { value: [publicIP("in")] } });
    expect(await read()).toEqual([]);
  });

  test("a load balancer", async () => {
    azure.answer(LOAD_BALANCER, failure(404, "ResourceNotFound", "The Resource was not found."));
    await expect(read()).rejects.toThrow(NotThereError);
    await expect(read()).rejects.toThrow(
      "Azure does not have load balancer kubernetes in resource group MC_",
    );
  });
});

test("a distribution that no Service asks for is nobody's to pass over", async () => {
  const change = { loadDistribution: "SourceIPProtocol" };
  azure.answer(LOAD_BALANCER, balancer([frontend("a1", "in")], [rule("a1-TCP-80", "a1", change)]));
  await expect(read()).rejects.toThrow("a1-TCP-80 has the load distribution SourceIPProtocol");
});

describe("throttling", () => {
  const throttled = failure(429, "TooManyRequests", "slow down", { "retry-after": "1" });

  test("is waited out for as long as Azure says", async () => {
    const made = balancer([frontend("a1", "in")], [rule("a1-TCP-80", "a1")]);
    azure.answer(LOAD_BALANCER, throttled, throttled, made);
    const start = performance.now();
    expect(await read()).toEqual([AKS_RULE]);
    // A timer may be a millisecond early.
    expect(performance.now() - start).toBeGreaterThan(1990);
    expect(azure.asked.filter(({ question }) => question === LOAD_BALANCER)).toHaveLength(3);
  });

  test("for longer than anybody waits is told", async () => {
    azure.answer(LOAD_BALANCER, failure(429, "TooManyRequests", "slow down", { "retry-after": "3600" }));
    await expect(read({ seconds: 1 })).rejects.toThrow(ThrottledError);
    await expect(read({ seconds: 1 })).rejects.toThrow("throttles this subscription (HTTP 429)");
  });

  test("that goes on and on comes to an end", async () => {
    azure.answer(LOAD_BALANCER, failure(429, "TooManyRequests", "slow down", { "retry-after": "0" }));
    await expect(read()).rejects.toThrow(ThrottledError);
    expect(azure.asked.filter(({ question }) => question === LOAD_BALANCER)).toHaveLength(6);
  });
});

test("a failure of Azure's own is tried again", async () => {
  const made = balancer([frontend("a1", "in")], [rule("a1-TCP-80", "a1")]);
  azure.answer(LOAD_BALANCER, failure(503, "ServerBusy", "busy", { "retry-after": "0" }), made);
  expect(await read()).toEqual([AKS_RULE]);
});

describe("what a person can mend has a way out", () => {
  test.each([
    {
      what: "a token that has expired",
      answer: failure(401, "ExpiredAuthenticationToken", "The access token expiry is earlier than now."),
      key: "Azure login",
      wayOut: "Log in again with `az login`",
    },
    {
      what: "a token of another tenant",
      answer: failure(401, "InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer."),
      key: "Azure login",
      wayOut: "`--tenant ID`",
    },
    {
      what: "a role that is missing",
      answer: failure(403, "AuthorizationFailed", "The client 'me' does not have authorization."),
      key: "Azure role",
      wayOut: "Have an owner give you the role Contributor",
    },
    {
      what: "a subscription that is not this login's",
      answer: failure(404, "SubscriptionNotFound", "The subscription could not be found."),
      key: "Azure subscription",
      wayOut: "az account list",
    },
    {
      what: "a cluster deleted behind Pulumi's back",
      answer: failure(404, "ResourceGroupNotFound", "Resource group could not be found."),
      key: "resource group",
      wayOut: "PULUMI_K8S_DELETE_UNREACHABLE=true npx lab pulumi --stack STACK refresh",
    },
  ])("$what", async ({ answer, key, wayOut }) => {
    azure.answer(LOAD_BALANCER, answer);
    azure.answer(ADDRESSES, answer);
    const error: unknown = await read().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemsError);
    expect((error as ProblemsError).problems).toEqual([
      expect.objectContaining({ key, wayOut: expect.stringContaining(wayOut) as string }),
    ]);
  });

  test.each([
    {
      name: "CredentialUnavailableError",
      message: "Please run 'az login'",
      wayOut: "Log in with `az login`",
    },
    { name: "AggregateAuthenticationError", message: "none of seven", wayOut: "Log in with `az login`" },
    {
      name: "AuthenticationRequiredError",
      message: "AADSTS700082: The refresh token has expired due to inactivity.",
      wayOut: "Log in again with `az login`",
    },
  ])("$name: $message", async ({ name, message, wayOut }) => {
    const error = Object.assign(new Error(message), { name });
    const thrown: unknown = await read({ credential: { getToken: () => Promise.reject(error) } }).catch(
      (thrown: unknown) => thrown,
    );
    expect((thrown as ProblemsError).problems).toEqual([
      expect.objectContaining({ key: "Azure login", wayOut: expect.stringContaining(wayOut) as string }),
    ]);
    expect(azure.asked).toEqual([]);
  });
});

test("an abort ends it with its own reason", async () => {
  azure.answer(LOAD_BALANCER, failure(429, "TooManyRequests", "slow down", { "retry-after": "3600" }));
  const abort = new AbortController();
  const reading = readRules(azure.arm(), NODE_GROUP, abort.signal);
  setTimeout(() => {
    abort.abort(new Error("Ctrl-C"));
  }, 200);
  await expect(reading).rejects.toThrow("Ctrl-C");
});

test("nobody there is told as that", async () => {
  const arm = azure.arm({ endpoint: "https://127.0.0.1:1", seconds: 1 });
  await expect(readRules(arm, NODE_GROUP, signal)).rejects.toThrow(
    /^asking Azure for (load balancer|the public IP)/,
  );
});
