import { labConfig, labProblems, NAMESPACE } from "../../config/labConfig";
import { describe as onOneLine, ProblemsError } from "../../system/problems";
import { asEngineGives, raw } from "./raw";

const DEFAULTS = {
  target: "local",
  cluster: {
    name: "local",
    nodeCount: 3,
    zones: ["1", "2"],
    location: "local",
    vnetCidr: "10.240.0.0/16",
    subnetCidr: "10.240.0.0/24",
    podCidr: "10.244.0.0/16",
    serviceCidr: "10.0.0.0/16",
    dnsServiceIP: "10.0.0.10",
    clients: 9,
    apiServerPort: 0,
  },
  replicas: 1,
  sessionAffinity: "None",
  externalTrafficPolicy: "Cluster",
  debugger: true,
};

function messages(set: Readonly<Record<string, unknown>>, stack = "local"): string[] {
  return labProblems(raw(set), stack).map(onOneLine);
}

describe("a configuration that can work", () => {
  it("is the seed's lab when nothing is set", () => {
    expect(labConfig(raw(), "local")).toEqual(DEFAULTS);
  });

  it("is the same as YAML and as the engine's text", () => {
    expect(labConfig(asEngineGives(raw()), "local")).toEqual(DEFAULTS);
  });

  it.each([
    ["nodeCount", 9],
    ["nodeCount", 1],
    ["nodeCount", "5"],
    ["zones", ["3"]],
    ["zones", ["2", "1"]],
    ["zones", '["1","2","3"]'],
    ["location", "westeurope"],
    ["clients", 2],
    ["clients", 26],
    ["apiServerPort", 1024],
    ["apiServerPort", 65535],
    ["replicas", 0],
    ["replicas", 100],
    ["sessionAffinity", "ClientIP"],
    ["externalTrafficPolicy", "Local"],
    ["debugger", false],
    ["debugger", "false"],
    ["subnetCidr", "10.240.255.0/29"],
    ["podCidr", "10.244.0.0/22"],
    ["dnsServiceIP", "10.0.255.254"],
  ])("takes %s = %j", (key, value) => {
    expect(messages({ [key]: value })).toEqual([]);
  });

  it("keeps zero and false as what was set", () => {
    const config = labConfig(raw({ replicas: 0, debugger: false }), "local");
    expect([config.replicas, config.debugger]).toEqual([0, false]);
  });

  it("leaves other namespaces alone", () => {
    expect(labProblems({ ...raw(), "kubernetes:nodecount": 3 }, "local")).toEqual([]);
  });
});

describe("a configuration that cannot work says so with key, value, rule and way out", () => {
  it.each([
    ["target", "Azure", "target: Azure: must be local or azure. Did you mean azure?"],
    [
      "nodeCount",
      0,
      "nodeCount: 0: must be a whole number from 1 to 9, because each node is a containerd, a kubelet and a kube-proxy on this machine. For example 3",
    ],
    [
      "sessionAffinity",
      "clientip",
      "sessionAffinity: clientip: must be None or ClientIP. Did you mean ClientIP?",
    ],
    [
      "externalTrafficPolicy",
      "Node",
      "externalTrafficPolicy: Node: must be Cluster or Local. Set it to Cluster or Local",
    ],
    [
      "podCidr",
      "10.240.128.0/17",
      "podCidr: 10.240.128.0/17: overlaps vnetCidr 10.240.0.0/16. Take ranges that have no address in common",
    ],
    ["vnetCidr", "10.240.0.9/16", /^vnetCidr: 10\.240\.0\.9\/16: has host bits .*Write 10\.240\.0\.0\/16$/],
    [
      "apiServerPort",
      80,
      "apiServerPort: 80: must be 0 or a port from 1024 to 65535. Set it to 0 for a free port",
    ],
    [
      "location",
      "West Europe",
      "location: West Europe: must be lower-case letters and digits. For example westeurope",
    ],
    ["debugger", "no", "debugger: no: must be true or false. Set it to true or false"],
  ])("%s = %j", (key, value, message) => {
    const [only, ...rest] = messages({ [key]: value });
    if (typeof message === "string") expect(only).toBe(message);
    else expect(only).toMatch(message);
    expect(rest).toEqual([]);
  });

  it.each([
    ["nodeCount", "three"],
    ["nodeCount", 10],
    ["nodeCount", 2.5],
    ["nodeCount", ""],
    ["nodeCount", "3e0"],
    ["nodeCount", null],
    ["clients", 1],
    ["clients", 27],
    ["replicas", -1],
    ["replicas", 101],
    ["apiServerPort", 65536],
    ["apiServerPort", -1],
    ["zones", []],
    ["zones", ["0"]],
    ["zones", [1, 2]],
    ["zones", ["4"]],
    ["zones", ["1", "1"]],
    ["zones", "1"],
    ["zones", "1,2"],
    ["zones", "[1"],
    ["location", ""],
    ["location", "a".repeat(42)],
    ["sessionAffinity", ""],
    ["sessionAffinity", 1],
    ["debugger", 1],
    ["vnetCidr", "10.240.0.0"],
    ["vnetCidr", "10.240.0.0/33"],
    ["vnetCidr", "010.240.0.0/16"],
    ["vnetCidr", "fd00::/64"],
    ["podCidr", "10.244.0.0/016"],
    ["podCidr", 10],
    ["dnsServiceIP", "10.0.0.10/32"],
    ["dnsServiceIP", "10.0.0"],
  ])("%s = %j, and nothing else", (key, value) => {
    const written = typeof value === "string" ? value : JSON.stringify(value);
    expect(labProblems(raw({ [key]: value }), "local")).toEqual([
      expect.objectContaining({ key, value: written }),
    ]);
  });

  it("a key without value", () => {
    expect(messages({ podCidr: undefined })).toEqual([expect.stringMatching(/^podCidr: \(not set\): /)]);
  });

  it.each([
    ["nodecount", "Did you mean nodeCount?"],
    ["replica", "Did you mean replicas?"],
    ["sessionAfinity", "Did you mean sessionAffinity?"],
    ["colour", "Keys are target, nodeCount"],
  ])("an unknown key %s", (key, wayOut) => {
    const [only, ...rest] = labProblems(raw({ [key]: "x" }), "local");
    expect(only).toMatchObject({ key, value: "x", rule: `is no key of ${NAMESPACE}` });
    expect(only?.wayOut.startsWith(wayOut)).toBe(true);
    expect(rest).toEqual([]);
  });

  it.each(["Local", "1lab", "my_lab", "", "a".repeat(32), "org/local"])("a stack called %j", (stack) => {
    expect(labProblems(raw(), stack)).toEqual([expect.objectContaining({ key: "stack", value: stack })]);
  });

  it("all of it at once", () => {
    const set = { nodeCount: 0, zones: ["9"], vnetCidr: "x", sessionAffinity: "clientip", repliças: 1 };
    const keys = labProblems(raw(set), "X").map(({ key }) => key);
    expect(keys.sort()).toEqual(
      ["nodeCount", "repliças", "sessionAffinity", "stack", "vnetCidr", "zones"].sort(),
    );
    expect(() => labConfig(raw(set), "X")).toThrow(ProblemsError);
  });
});
