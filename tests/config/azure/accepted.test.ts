import fc from "fast-check";
import { labConfig, labProblems } from "../../../config/labConfig";
import { asEngineGives, azureRaw, ON_AZURE, raw } from "../raw";
import { goodConfig, goodStack } from "./goodConfigs";

describe("a good configuration on Azure", () => {
  it("is never refused, whichever way it comes", () => {
    fc.assert(
      fc.property(goodConfig, goodStack, (set, stack) => {
        expect(labProblems(azureRaw(set), stack)).toEqual([]);
        expect(labProblems(asEngineGives(azureRaw(set)), stack)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("is kept as it was set", () => {
    fc.assert(
      fc.property(goodConfig, (set) => {
        const config = labConfig(asEngineGives(azureRaw(set)), "dev");
        if (config.target !== "azure") throw new Error(config.target);
        const { cluster, ...settings } = config;
        const { images, name, ...spec } = cluster;
        expect({
          ...settings,
          ...spec,
          testappImage: images.testapp,
          nodeDebuggerImage: images.nodeDebugger,
          clientImage: images.client,
        }).toEqual({ ...set, target: "azure" });
        expect(name).toBe("dev");
      }),
    );
  });

  it("is the defaults and what only the user knows", () => {
    expect(labConfig(azureRaw(), "dev")).toEqual({
      target: "azure",
      replicas: 1,
      sessionAffinity: "None",
      externalTrafficPolicy: "Cluster",
      debugger: true,
      cluster: {
        name: "dev",
        location: "westeurope",
        networkModel: "kubenet",
        networkPolicy: "none",
        nodeCount: 3,
        zones: ["1", "2"],
        vmSize: "Standard_D2s_v5",
        kubernetesVersion: "1.35",
        vnetCidr: "10.240.0.0/16",
        subnetCidr: "10.240.0.0/24",
        podCidr: "10.244.0.0/16",
        serviceCidr: "10.0.0.0/16",
        dnsServiceIP: "10.0.0.10",
        allowedSourceRanges: ON_AZURE.allowedSourceRanges,
        clients: 1,
        clientsLocation: "northeurope",
        images: {
          testapp: expect.stringMatching(/nginx:1\.28-alpine@sha256:[0-9a-f]{64}$/) as string,
          nodeDebugger: expect.stringMatching(/netshoot:v0\.16@sha256:[0-9a-f]{64}$/) as string,
          client: expect.stringMatching(/node:22\.22\.1-alpine3\.23@sha256:[0-9a-f]{64}$/) as string,
        },
        sshPublicKey: ON_AZURE.sshPublicKey,
        owner: "lab@example.com",
        expiresAt: "2026-12-01T18:00:00Z",
      },
    });
  });

  it.each([
    ["as many as kubenet's routes", { nodeCount: 400, podCidr: "10.64.0.0/10", subnetCidr: "10.240.0.0/20" }],
    [
      "more with overlay",
      {
        networkModel: "overlay",
        nodeCount: 1000,
        podCidr: "10.64.0.0/10",
        subnetCidr: "10.240.0.0/20",
      },
    ],
    ["a subnet that an upgrade fills", { nodeCount: 228, subnetCidr: "10.240.0.0/24" }],
    ["a local lab's networks of its own", { podCidr: "10.250.0.0/16" }],
    ["an end that is past, for the lab has to be destroyed", { expiresAt: "2020-01-01T00:00:00Z" }],
    ["no key while there is no debug pod", { debugger: false, sshPublicKey: "" }],
  ])("has %s", (_, set) => {
    expect(labProblems(azureRaw(set), "dev")).toEqual([]);
  });
});

describe("a configuration of the local lab", () => {
  it("is not held to Azure's rules, nor to keys that only Azure reads", () => {
    const set = { vmSize: "Standard_B2s", owner: "", networkPolicy: "weave", expiresAt: "soon" };
    expect(labProblems(raw(set), "local")).toEqual([]);
  });

  it("is held to its own", () => {
    const keys = labProblems(raw({ nodeCount: 10, clients: 1 }), "local").map(({ key }) => key);
    expect(keys).toEqual(["nodeCount", "clients"]);
  });
});
