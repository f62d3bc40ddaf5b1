import { existsSync, readFileSync } from "node:fs";
import { findAzureLab } from "../../../cli/azure/azureLab";
import { keepAzureLab, keptAzureLab } from "../../../cli/azure/labFolder";
import { kubeconfigOf } from "../../../cli/livingLab";
import { EngineFailedError } from "../../../cli/pulumi/stack";
import { requireKubeconfig, requireStanding } from "../../../cli/standing";
import { takeDown } from "../../../cli/takeDown";
import { labDirectory } from "../../../system/paths";
import { ProblemsError } from "../../../system/problems";
import { FakeEngine } from "./fakeEngine";
import { lab, outputs } from "./fixtures";

let engine: FakeEngine;
let told: jest.SpyInstance;

beforeEach(() => {
  engine = new FakeEngine();
  told = jest.spyOn(console, "log").mockImplementation(() => undefined);
});

afterEach(() => {
  told.mockRestore();
  engine.remove();
});

const keep = (change = {}) => {
  keepAzureLab("dev", { lab: { ...lab, ...change }, kubeconfig: "old" });
};

describe("the lab of a stack on Azure", () => {
  test("is as its outputs tell now, and its kubeconfig is in the lab's folder", async () => {
    engine.install();
    engine.has("dev", outputs);
    keep({ owner: "somebody else" });
    expect(await findAzureLab("dev")).toEqual(lab);
    expect(keptAzureLab("dev")).toEqual(lab);
    expect(readFileSync(kubeconfigOf("dev"), "utf8")).toBe(outputs.kubeconfig);
  });

  test("is gone when its stack has no outputs any more, and nothing of it is kept", async () => {
    engine.install();
    engine.has("dev", {});
    keep();
    expect(await findAzureLab("dev")).toBeUndefined();
    expect(existsSync(labDirectory("dev"))).toBe(false);
  });

  test("is what was kept where there is no engine to ask", async () => {
    expect(await findAzureLab("dev")).toBeUndefined();
    keep();
    expect(await findAzureLab("dev")).toEqual(lab);
  });

  test("that is not up has two ways out, as it may cost", async () => {
    engine.install();
    await expect(requireStanding("dev")).rejects.toThrow(ProblemsError);
    await expect(requireStanding("dev")).rejects.toThrow(/lab up --stack dev.*lab down --stack dev/);
  });

  test("is asked for no outputs where its kubeconfig is kept", async () => {
    engine.install();
    engine.has("dev", outputs);
    keep();
    await requireKubeconfig("dev");
    expect(engine.calls).toEqual([]);
    expect(readFileSync(kubeconfigOf("dev"), "utf8")).toBe("old");
  });
});

describe("taking it down", () => {
  test("destroys it and forgets it", async () => {
    engine.install();
    engine.has("dev", outputs);
    keep();
    await takeDown("dev");
    expect(engine.calls.filter((call) => call.startsWith("destroy --stack dev "))).toHaveLength(1);
    expect(existsSync(labDirectory("dev"))).toBe(false);
    expect(told).toHaveBeenLastCalledWith('Lab "dev" is down.');
  });

  test("forgets nothing when the engine failed: neither the stack nor its folder", async () => {
    engine.install();
    engine.has("dev", outputs);
    engine.destroyEndsWith(255);
    keep();
    await expect(takeDown("dev")).rejects.toThrow(EngineFailedError);
    expect(engine.calls.filter((call) => call.startsWith("stack rm"))).toEqual([]);
    expect(keptAzureLab("dev")).toEqual(lab);
    expect(told).not.toHaveBeenCalled();
  });

  test("is refused without an engine, which alone knows what there is", async () => {
    keep();
    await expect(takeDown("dev")).rejects.toThrow(ProblemsError);
    expect(keptAzureLab("dev")).toEqual(lab);
  });

  test("of what stands on Azure is no matter of the settings since then", async () => {
    engine.install();
    engine.has("without-a-file", outputs);
    engine.destroyEndsWith(255);
    keepAzureLab("without-a-file", { lab, kubeconfig: "old" });
    await expect(takeDown("without-a-file")).rejects.toThrow(EngineFailedError);
    expect(engine.calls.filter((call) => call.startsWith("stack rm"))).toEqual([]);
  });

  test("of what is not up is fine", async () => {
    engine.install();
    await takeDown("dev");
    expect(engine.calls).toEqual([]);
  });

  test("forgets nothing on Azure either when the setting has since become this machine", async () => {
    engine.install();
    engine.has("local", {}, '{"resources":[{"type":"azure-native:network:Subnet"}]}');
    engine.destroyEndsWith(255);
    await expect(takeDown("local")).rejects.toThrow(EngineFailedError);
    expect(engine.calls.filter((call) => call.startsWith("stack rm"))).toEqual([]);
  });

  test("forgets what was on this machine, which ends without the engine too", async () => {
    const complaint = jest.spyOn(console, "error").mockImplementation(() => undefined);
    engine.install();
    engine.has("local", {}, '{"resources":[{"type":"lab:index:LocalCluster"}]}');
    engine.destroyEndsWith(255);
    await takeDown("local");
    expect(engine.calls.filter((call) => call.startsWith("stack rm local "))).toHaveLength(1);
    expect(complaint).toHaveBeenCalledWith(expect.stringMatching(/^pulumi destroy failed/));
    complaint.mockRestore();
  });
});
