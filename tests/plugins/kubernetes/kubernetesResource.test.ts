import { json } from "./apiStandIn";
import { bench } from "./bench";
import { inputs, nowhere, TOKEN } from "./namespace.fixture";
import { operation } from "../protocol/operation";

const { api, here } = bench();

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
