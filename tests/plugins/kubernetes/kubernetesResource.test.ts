import { kubernetesResource } from "../../../plugins/kubernetes/kubernetesResource";
import type { Settings } from "../../../plugins/kubernetes/settings";
import type { Resource } from "../../../plugins/protocol/provider";
import { ApiStandIn, json } from "./apiStandIn";
import { inputs, nowhere, TOKEN } from "./namespace.fixture";
import { operation } from "../protocol/operation";

let api: ApiStandIn;

beforeEach(async () => {
  api = new ApiStandIn();
  await api.up();
});

afterEach(() => api.down());

const here = (settings: Partial<Settings> = {}): Resource => kubernetesResource(api.target(settings));

describe("check with skipUpdateUnreachable", () => {
  const request = {
    token: TOKEN,
    name: "x",
    news: inputs,
    randomSeed: new Uint8Array(),
    autonaming: undefined,
  };
  const olds = { ...inputs, old: true };
  const settings = { skipUpdateUnreachable: true };

  it("leaves an object as it is when the cluster does not answer", async () => {
    const told = operation();
    expect(await nowhere(settings).check({ ...request, olds }, told)).toEqual({ inputs: olds });
    expect(told.warned).toHaveLength(1);
  });

  it("goes on when it does", async () => {
    api.on("GET /version", json({}));
    expect(await here(settings).check({ ...request, olds }, operation())).toEqual({ inputs });
  });

  it("asks nothing for a new object, nor without the setting", async () => {
    expect(await nowhere(settings).check({ ...request, olds: {} }, operation())).toEqual({ inputs });
    expect(await nowhere().check({ ...request, olds }, operation())).toEqual({ inputs });
  });
});
