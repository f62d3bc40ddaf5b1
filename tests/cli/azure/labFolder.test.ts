import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetAzureLab, keepAzureLab, keptAzureLab } from "../../../cli/azure/labFolder";
import { kubeconfigOf } from "../../../cli/livingLab";
import { standingTarget, wantedTarget } from "../../../cli/stackTarget";
import { labDirectory } from "../../../system/paths";
import { lab, outputs } from "./fixtures";

const before = process.env.LAB_STATE;
let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "lab-azure-"));
  process.env.LAB_STATE = state;
});

afterEach(() => {
  if (before === undefined) delete process.env.LAB_STATE;
  else process.env.LAB_STATE = before;
  rmSync(state, { recursive: true });
});

const keep = () => {
  keepAzureLab("dev", { lab, kubeconfig: outputs.kubeconfig });
};

test("what is kept is for this user's eyes only, and comes back", () => {
  keep();
  expect(keptAzureLab("dev")).toEqual(lab);
  expect(readFileSync(kubeconfigOf("dev"), "utf8")).toBe(outputs.kubeconfig);
  expect(statSync(kubeconfigOf("dev")).mode & 0o777).toBe(0o600);
  expect(statSync(labDirectory("dev")).mode & 0o777).toBe(0o700);
});

test("a kubeconfig that others could read is replaced, not filled", () => {
  mkdirSync(labDirectory("dev"), { recursive: true });
  writeFileSync(kubeconfigOf("dev"), "old", { mode: 0o644 });
  keep();
  expect(statSync(kubeconfigOf("dev")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(labDirectory("dev"), "azure.json"), "utf8")).not.toContain("apiVersion");
});

test("forgetting leaves nothing, and leaves labs on this machine alone", () => {
  keep();
  forgetAzureLab("dev");
  expect(existsSync(labDirectory("dev"))).toBe(false);
  mkdirSync(labDirectory("local"), { recursive: true });
  forgetAzureLab("local");
  expect(existsSync(labDirectory("local"))).toBe(true);
  expect(keptAzureLab("local")).toBeUndefined();
});

describe("where a stack's lab is", () => {
  test.each([
    { stack: "dev", wanted: "azure" },
    { stack: "local", wanted: "local" },
    { stack: "without-a-file", wanted: "local" },
  ])("$stack is to be on $wanted by its settings", ({ stack, wanted }) => {
    expect(wantedTarget(stack)).toBe(wanted);
    expect(standingTarget(stack)).toBe(wanted);
  });

  test("what stands on Azure does so whatever the settings say since", () => {
    keepAzureLab("without-a-file", { lab, kubeconfig: outputs.kubeconfig });
    expect(wantedTarget("without-a-file")).toBe("local");
    expect(standingTarget("without-a-file")).toBe("azure");
  });
});
