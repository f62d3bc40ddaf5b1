import { aimedAt, type By } from "../../config/aimed";
import { labProblems } from "../../config/labConfig";
import { azureRaw } from "./raw";

const twice = "Run `pulumi config set networkPolicy calico` or `pulumi config set networkModel overlay`";
const none = "Take a node for each zone";

test.each<[string, By, string, string]>([
  ["dev", "pulumi", "Run `pulumi config set owner me`", "Run `pulumi config --stack dev set owner me`"],
  [
    "dev",
    "npx lab pulumi",
    "Run `pulumi config set owner me`",
    "Run `npx lab pulumi --stack dev config set owner me`",
  ],
  ["local", "pulumi", "Run `pulumi config set replicas 2`", "Run `pulumi config set replicas 2`"],
  ["local", "npx lab pulumi", "Run `pulumi config rm zones`", "Run `npx lab pulumi config rm zones`"],
  [
    "dev",
    "pulumi",
    "Run `pulumi destroy`, or set a later time",
    "Run `pulumi destroy --stack dev`, or set a later time",
  ],
  ["dev", "pulumi", none, none],
  ["dev", "pulumi", twice, twice.replaceAll("pulumi config", "pulumi config --stack dev")],
])("stack %s by %s: %s", (stack, by, wayOut, aimed) => {
  const problem = { key: "owner", value: "", rule: "must tell" };
  expect(aimedAt(stack, by, [{ ...problem, wayOut }])).toEqual([{ ...problem, wayOut: aimed }]);
});

test("no way out of what is missing on Azure is about another stack", () => {
  const missing = {
    owner: "",
    expiresAt: "",
    sshPublicKey: "",
    allowedSourceRanges: [],
    kubernetesVersion: "1.20",
  };
  const problems = aimedAt("dev", "npx lab pulumi", labProblems(azureRaw(missing), "dev"));
  expect(problems).toHaveLength(5);
  for (const { wayOut } of problems) expect(wayOut).toContain("npx lab pulumi --stack dev config set ");
});
