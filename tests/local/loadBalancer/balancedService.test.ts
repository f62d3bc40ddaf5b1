import { balancedService } from "../../../local/loadBalancer/balancedService";
import { ProblemsError } from "../../../system/problems";
import { serviceObject } from "./fixtures";

const AZURE = "service.beta.kubernetes.io/azure-load-balancer-";

it("makes of a plain Service what cloud-provider-azure makes of it", () => {
  expect(balancedService(serviceObject())).toEqual({
    uid: "12345678-1234-1234-1234-123456789abc",
    title: "testapp/testapp",
    created: "2026-01-01T00:00:00Z",
    requestedAddress: undefined,
    sourceRanges: { azure: undefined, kubeProxy: [] },
    rules: [
      {
        rule: {
          name: "a12345678123412341234123456789ab-TCP-80",
          protocol: "Tcp",
          frontendPort: 80,
          backendPort: 80,
          enableFloatingIP: true,
          enableTcpReset: true,
          idleTimeoutInMinutes: 4,
          loadDistribution: "Default",
        },
        probe: { protocol: "Tcp", port: 30080 },
      },
    ],
  });
});

it.each([
  ["None", "Default"],
  ["ClientIP", "SourceIP"],
  [undefined, "Default"],
])("sessionAffinity %s is load distribution %s", (sessionAffinity, expected) => {
  const spec = sessionAffinity === undefined ? {} : { sessionAffinity };
  expect(balancedService(serviceObject(spec)).rules[0]?.rule.loadDistribution).toBe(expected);
});

it("has a rule for each port, each with the probe of its own nodePort", () => {
  const ports = [
    { port: 80, nodePort: 30080 },
    { port: 443, nodePort: 30443 },
  ];
  const { rules } = balancedService(serviceObject({ ports }));
  expect(rules.map(({ rule, probe }) => [rule.frontendPort, rule.name.slice(-7), probe.port])).toEqual([
    [80, "-TCP-80", 30080],
    [443, "TCP-443", 30443],
  ]);
});

it("probes kube-proxy's health check under policy Local, for all ports the same", () => {
  const ports = [
    { port: 80, nodePort: 30080 },
    { port: 443, nodePort: 30443 },
  ];
  const spec = { ports, externalTrafficPolicy: "Local", healthCheckNodePort: 31000 };
  const probe = { protocol: "Http", port: 31000, requestPath: "/healthz" };
  expect(balancedService(serviceObject(spec)).rules.map((rule) => rule.probe)).toEqual([probe, probe]);
});

it.each([
  [{ loadBalancerIP: "203.0.113.20" }, {}, "203.0.113.20"],
  [{}, { [`${AZURE}ipv4`]: "203.0.113.21" }, "203.0.113.21"],
  [{ loadBalancerIP: "203.0.113.20" }, { [`${AZURE}ipv4`]: "203.0.113.21" }, "203.0.113.21"],
])("reads the address asked for from %j and annotations %j", (spec, annotations, expected) => {
  expect(balancedService(serviceObject(spec, { annotations })).requestedAddress).toBe(expected);
});

it.each(["4", "30", "100"])("takes an idle timeout of %s minutes", (value) => {
  const object = serviceObject({}, { annotations: { [`${AZURE}tcp-idle-timeout`]: value } });
  expect(balancedService(object).rules[0]?.rule.idleTimeoutInMinutes).toBe(Number(value));
});

it.each(["3", "101", "4.5", "four", ""])("refuses an idle timeout of %j minutes", (value) => {
  const object = serviceObject({}, { annotations: { [`${AZURE}tcp-idle-timeout`]: value } });
  expect(() => balancedService(object)).toThrow("a whole number of minutes from 4 to 100");
});

it("tells everything that is not emulated at once", () => {
  const ports = [
    { port: 53, protocol: "UDP", nodePort: 30053 },
    { port: 80, protocol: "TCP" },
  ];
  const object = serviceObject({ ports }, { annotations: { [`${AZURE}internal`]: "true" } });
  let problems: unknown;
  try {
    balancedService(object);
  } catch (error) {
    problems = error instanceof ProblemsError ? error.problems.map(({ key, value }) => [key, value]) : error;
  }
  expect(problems).toEqual([
    [`${AZURE}internal`, "true"],
    ["port 53", "UDP"],
    ["port 80", "no nodePort"],
  ]);
});
