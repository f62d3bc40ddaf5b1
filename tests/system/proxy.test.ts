import {
  describeNetwork,
  directToLoopback,
  proxyProblems,
  proxySettings,
  unsetProxies,
  withoutProxies,
} from "../../system/proxy";
import { variablesForRoot } from "../../system/variablesForRoot";

const corporate = "http://proxy.example.com:3128";

describe("the proxies of an environment", () => {
  it.each([
    ["none", {}, undefined, undefined, ""],
    ["empty ones", { HTTPS_PROXY: "", http_proxy: "" }, undefined, undefined, ""],
    ["upper case", { HTTPS_PROXY: corporate, NO_PROXY: "a" }, corporate, undefined, "a"],
    ["lower case", { https_proxy: corporate, no_proxy: "a" }, corporate, undefined, "a"],
    [
      "both cases, where the lower one wins",
      { http_proxy: corporate, HTTP_PROXY: "x" },
      undefined,
      corporate,
      "",
    ],
    [
      "an empty lower one, which is none",
      { https_proxy: "", HTTPS_PROXY: corporate },
      corporate,
      undefined,
      "",
    ],
    ["no scheme", { HTTPS_PROXY: "proxy.example.com:3128" }, corporate, undefined, ""],
  ])("%s", (_case, env, https, http, exceptions) => {
    expect(proxySettings(env)).toEqual({ https, http, exceptions });
  });

  it.each([
    ["http", corporate, []],
    ["no scheme", "proxy.example.com:3128", []],
    ["socks5", "socks5://127.0.0.1:1080", []],
    ["ftp", "ftp://user:hush@proxy", ["ftp://proxy"]],
    ["no address at all", "http://", ["http://"]],
  ])("of %s are checked", (_case, address, values) => {
    expect(proxyProblems({ HTTPS_PROXY: address }).map(({ key, value }) => [key, value])).toEqual(
      values.map((value) => ["HTTPS_PROXY", value]),
    );
  });
});

describe("the way to the network in one line", () => {
  it.each([
    [{}, "no proxy; Node's own authorities"],
    [
      { HTTPS_PROXY: "http://user:hush@proxy:1", no_proxy: "corp" },
      "proxy http://proxy:1; except for corp; Node's own authorities",
    ],
    [
      { ALL_PROXY: "socks5://a:1", SSL_CERT_FILE: "/ca.pem" },
      "no proxy; ALL_PROXY is not used: set HTTPS_PROXY; authorities of SSL_CERT_FILE=/ca.pem",
    ],
  ])("%j", (env, line) => {
    expect(describeNetwork(env)).toBe(line);
  });
});

const env = {
  PATH: "/bin",
  HOME: "/home/me",
  LAB_CACHE: "/cache",
  HTTPS_PROXY: "http://user:hush@proxy:1",
  http_proxy: corporate,
  no_proxy: "corp",
  ALL_PROXY: "socks5://a",
  NODE_USE_ENV_PROXY: "1",
  NODE_EXTRA_CA_CERTS: "/ca.pem",
  PULUMI_CONFIG_PASSPHRASE: "hush-hush",
};

describe("programs inside the lab", () => {
  it("have no proxy", () => {
    const { PATH, HOME, LAB_CACHE, NODE_EXTRA_CA_CERTS, PULUMI_CONFIG_PASSPHRASE } = env;
    expect(withoutProxies(env)).toEqual({
      PATH,
      HOME,
      LAB_CACHE,
      NODE_EXTRA_CA_CERTS,
      PULUMI_CONFIG_PASSPHRASE,
    });
  });

  it("that are started by a prefix have none either", () => {
    const names = ["HTTPS_PROXY", "http_proxy", "no_proxy", "ALL_PROXY", "NODE_USE_ENV_PROXY"];
    expect(unsetProxies(env)).toEqual(["env", ...names.flatMap((name) => ["-u", name])]);
    expect(unsetProxies({ PATH: "/bin" })).toEqual([]);
  });
});

describe("programs that speak over 127.0.0.1", () => {
  it.each([
    ["no proxy", {}, undefined],
    ["a proxy", { HTTPS_PROXY: corporate }, "localhost,127.0.0.1,::1"],
    [
      "exceptions of the user's",
      { https_proxy: corporate, NO_PROXY: "corp, localhost" },
      "corp,localhost,127.0.0.1,::1",
    ],
    ["no proxy for anything", { https_proxy: corporate, NO_PROXY: "*" }, "*"],
    ["a proxy for all", { ALL_PROXY: "socks5://a" }, "localhost,127.0.0.1,::1"],
  ])("with %s", (_case, given, expected) => {
    expect(directToLoopback(given)).toEqual(
      expected === undefined ? {} : { NO_PROXY: expected, no_proxy: expected },
    );
  });
});

describe("what sudo is told", () => {
  it("names what may hold a password, and tells no value of it", () => {
    expect(variablesForRoot(env)).toEqual({
      named: ["PATH=/bin", "HOME=/home/me", "LAB_CACHE=/cache"],
      preserved: [
        "--preserve-env=HTTPS_PROXY,http_proxy,no_proxy,ALL_PROXY,NODE_USE_ENV_PROXY,NODE_EXTRA_CA_CERTS",
      ],
    });
  });

  it("is nothing more where there is no proxy", () => {
    expect(variablesForRoot({ PATH: "/bin" })).toEqual({ named: ["PATH=/bin"], preserved: [] });
  });
});
