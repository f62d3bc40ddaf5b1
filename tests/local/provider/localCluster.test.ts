import { create, read, removeInstance } from "../../../local/cluster";
import { findImages } from "../../../local/images/find";
import { localCluster } from "../../../local/provider/localCluster";
import { giveToUser } from "../../../local/provider/ownership";
import type { ClusterState } from "../../../local/spec";
import { update } from "../../../local/update";
import type { CheckRequest, Operation } from "../../../local/provider/protocol/provider";
import { secret, UNKNOWN, type Properties } from "../../../local/provider/protocol/value";
import { ProblemsError, type Problem } from "../../../system/problems";
import { findToolchain } from "../../../toolchain/find";
import { operation } from "./protocol/operation";
import { spec } from "../spec.fixture";

jest.mock("../../../local/cluster");
jest.mock("../../../local/update", () => ({ UPDATABLE: ["clients"], update: jest.fn() }));
jest.mock("../../../local/images/find");
jest.mock("../../../local/provider/ownership");
jest.mock("../../../toolchain/find");

const inputs: Properties = { ...spec };
const state: ClusterState = {
  spec,
  instanceId: "i1",
  apiServerPort: 41234,
  kubeconfig: "the administrator's",
  nodes: [{ name: "node1", address: "10.240.0.4", zone: "local-1", podCidr: "10.244.0.0/24" }],
  clients: [{ name: "client-a", address: "198.51.100.10" }],
  sshPublicKey: "ssh-ed25519 AAAA",
  images: { testapp: "t", nodeDebugger: "d", pause: "p" },
};
const outputs: Properties & { readonly instanceId: string } = {
  ...spec,
  instanceId: "i1",
  apiServerAddress: "127.0.0.1:41234",
  kubeconfig: secret("the administrator's"),
  nodes: state.nodes.map((node) => ({ ...node })),
  clients: state.clients.map((client) => ({ ...client })),
  sshPublicKey: state.sshPublicKey,
  images: { ...state.images },
};
const existing = { token: "lab:index:LocalCluster", id: spec.name, oldInputs: inputs, oldOutputs: outputs };
const getuid = jest.spyOn(process, "getuid");

beforeEach(() => {
  jest.resetAllMocks();
  getuid.mockReturnValue(0);
});

function problem(key: string): Problem {
  return { key, value: "/cache", rule: "it must be there", wayOut: "Run `npx lab prepare`" };
}

describe("check", () => {
  const request: CheckRequest = {
    token: existing.token,
    name: "cluster",
    olds: {},
    news: inputs,
    randomSeed: new Uint8Array(),
    autonaming: undefined,
  };
  const keys = (change: Partial<CheckRequest> = {}): string[] => {
    try {
      void localCluster.check({ ...request, ...change }, operation());
      return [];
    } catch (error) {
      return (error as ProblemsError).problems.map(({ key }) => key);
    }
  };

  it("takes a good spec as it is", () => {
    expect(localCluster.check(request, operation())).toEqual({ inputs });
  });

  it("names all that is wrong at once: the spec, no root, nothing prepared", () => {
    getuid.mockReturnValue(1000);
    jest.mocked(findToolchain).mockImplementation(() => {
      throw new ProblemsError([problem("etcd"), problem("hey")]);
    });
    jest.mocked(findImages).mockImplementation(() => {
      throw new ProblemsError([problem("images")]);
    });
    expect(keys({ news: { ...inputs, nodeCount: "3" } })).toEqual([
      "nodeCount",
      "root",
      "etcd",
      "hey",
      "images",
    ]);
  });

  it("asks of a cluster that stays as it is neither root nor programs", () => {
    getuid.mockReturnValue(1000);
    jest.mocked(findToolchain).mockImplementation(() => {
      throw new ProblemsError([problem("etcd")]);
    });
    expect(keys({ olds: inputs })).toEqual([]);
    expect(keys({ olds: { ...inputs, nodeCount: 2 } })).toEqual(["root", "etcd"]);
  });

  it("does not hide a bug", () => {
    jest.mocked(findImages).mockImplementation(() => {
      throw new TypeError("a bug");
    });
    expect(() => localCluster.check(request, operation())).toThrow(TypeError);
  });
});

describe("diff", () => {
  const changes = async (news: Properties, living: ClusterState | undefined = state) => {
    jest.mocked(read).mockReturnValue(living);
    return (await localCluster.diff({ ...existing, news }, operation())).changes;
  };

  it("leaves a living cluster of the same spec alone", async () => {
    expect(await changes(inputs)).toEqual([]);
  });

  it("replaces for another spec, but follows another number of clients", async () => {
    expect(await changes({ ...inputs, podCidr: "10.99.0.0/16" })).toEqual([
      { path: ["podCidr"], kind: "update", replaces: true },
    ]);
    expect(await changes({ ...inputs, clients: 5 })).toEqual([
      { path: ["clients"], kind: "update", replaces: false },
    ]);
  });

  it.each([
    ["whose holder died", undefined],
    ["that is another one of its name", { ...state, instanceId: "i2" }],
  ])("replaces a cluster %s", async (_, living) => {
    jest.mocked(read).mockReturnValue(living);
    const { changes: found } = await localCluster.diff({ ...existing, news: inputs }, operation());
    expect(found).toEqual([{ path: ["instanceId"], kind: "update", replaces: true, drifted: true }]);
  });
});

describe("create", () => {
  const make = (change: Partial<Operation> = {}) =>
    localCluster.create({ token: existing.token, inputs }, operation(change));

  it("starts the cluster, tells how it goes, and returns what the program sees", async () => {
    jest.mocked(create).mockImplementation((_, { progress }) => {
      progress("network made");
      return Promise.resolve(state);
    });
    const told = operation();
    expect(await localCluster.create({ token: existing.token, inputs }, told)).toEqual({
      id: spec.name,
      outputs,
    });
    expect(told.told).toEqual(["network made"]);
    expect(create).toHaveBeenCalledWith(spec, expect.anything());
    expect(giveToUser).toHaveBeenCalledWith(spec.name);
  });

  it("starts nothing in a preview, and leaves unknown which clients there will be", async () => {
    expect((await make({ preview: true })).outputs).toEqual({ ...inputs, clients: UNKNOWN });
    expect(create).not.toHaveBeenCalled();
  });

  it("leaves the logs of a start that failed to the user", async () => {
    jest.mocked(create).mockRejectedValue(new Error("no node became Ready"));
    await expect(make()).rejects.toThrow("no node became Ready");
    expect(giveToUser).toHaveBeenCalledWith(spec.name);
  });

  it.each<[string, () => Partial<Operation>]>([
    ["the user cancels", () => ({ signal: AbortSignal.abort() })],
    ["its custom timeout is over", () => ({ timeoutSeconds: 0.01 })],
  ])("is ended when %s", async (_, change) => {
    jest.mocked(create).mockImplementation(
      (__, { signal }) =>
        new Promise((___, reject) => {
          const end = (): void => {
            reject(signal?.reason as Error);
          };
          if (signal?.aborted === true) end();
          else signal?.addEventListener("abort", end);
        }),
    );
    await expect(make(change())).rejects.toThrow(/abort/);
  });

  it("takes the place of the cluster that it replaces", async () => {
    jest.mocked(create).mockResolvedValue(state);
    await localCluster.diff({ ...existing, news: { ...inputs, nodeCount: 2 } }, operation());
    await make();
    expect(jest.mocked(create).mock.calls[0]?.[1].replaces).toBe("i1");
  });
});

describe("read", () => {
  it("tells the spec and the state of a living cluster", async () => {
    jest.mocked(read).mockReturnValue(state);
    expect(await localCluster.read(existing, operation())).toEqual({ id: spec.name, inputs, outputs });
  });

  it("tells when it is gone", async () => {
    jest.mocked(read).mockReturnValue(undefined);
    expect(await localCluster.read(existing, operation())).toBeUndefined();
  });
});

describe("update", () => {
  const news = { ...inputs, clients: 5 };

  it("brings the cluster to the new spec and tells what it has become", async () => {
    jest.mocked(read).mockReturnValue({ ...state, clients: [] });
    expect(await localCluster.update?.({ ...existing, news }, operation())).toEqual({
      ...outputs,
      clients: [],
    });
    expect(update).toHaveBeenCalledWith(news);
  });

  it("changes nothing in a preview, and leaves unknown which clients there will be", async () => {
    const foretold = await localCluster.update?.({ ...existing, news }, operation({ preview: true }));
    expect(foretold).toEqual({ ...outputs, clients: UNKNOWN });
    expect(update).not.toHaveBeenCalled();
  });

  it("fails when the cluster ends meanwhile", async () => {
    jest.mocked(read).mockReturnValue(undefined);
    await expect(localCluster.update?.({ ...existing, news }, operation())).rejects.toThrow("ended while");
  });
});

describe("delete", () => {
  it("ends this instance", async () => {
    await localCluster.delete(existing, operation());
    expect(removeInstance).toHaveBeenCalledWith(spec.name, "i1");
  });

  it("needs root, and says so before it touches anything", async () => {
    getuid.mockReturnValue(1000);
    await expect(localCluster.delete(existing, operation())).rejects.toThrow("root: user id 1000");
    expect(removeInstance).not.toHaveBeenCalled();
  });
});
