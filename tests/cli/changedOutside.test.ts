import { changedOutside } from "../../cli/changedOutside";
import { absentLab } from "../../cli/status/labStatus";
import { NAMESPACE } from "../../config/labConfig";

const status = (sessionAffinity?: string) => ({
  ...absentLab("second"),
  externalTrafficPolicy: "Cluster",
  ...(sessionAffinity === undefined ? {} : { sessionAffinity }),
});
const raw = (sessionAffinity: unknown) => ({
  [`${NAMESPACE}:sessionAffinity`]: sessionAffinity,
  [`${NAMESPACE}:externalTrafficPolicy`]: "Cluster",
});

test("what somebody has changed without Pulumi is told, with the way back", () => {
  expect(changedOutside(status("ClientIP"), raw("None"))).toEqual([
    "The Service has sessionAffinity ClientIP, the stack None: it was changed without Pulumi. " +
      "`PULUMI_K8S_ENABLE_PATCH_FORCE=true npx lab pulumi --stack second up --refresh` sets it again.",
  ]);
});

test.each([
  ["as the stack says", "None", "None"],
  ["unknown", undefined, "None"],
  ["set by what only the engine can read", "ClientIP", { secure: "v1:abc" }],
])("nothing is told of a setting that is %s", (_, found, wanted) => {
  expect(changedOutside(status(found), raw(wanted))).toEqual([]);
});
