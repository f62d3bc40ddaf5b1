import { count, oneIn, plain, requestNumber, short, shortPod } from "../../report/words";

describe("words", () => {
  test.each([
    [plain("a\u001b[31mb\u0000\u009b\n"), "a\ufffd[31mb\ufffd\ufffd\ufffd"],
    [plain("zone 1 → ✔"), "zone 1 → ✔"],
    [short("node1"), "node1"],
    [short("exactly12chr"), "exactly12chr"],
    [short("aks-nodepool1-23454376-vmss000001"), "…vmss000001"],
    [shortPod("testapp-b97b67578-c2s2l"), "…c2s2l"],
    [shortPod("testapp-b2"), "…b2"],
    [shortPod("nginx"), "nginx"],
    [oneIn(3 ** -9), "1 in 19,683"],
    [oneIn(1), "1 in 1"],
    [count(1, "port"), "1 port"],
    [count(0, "port"), "0 ports"],
    [requestNumber("k3f9-second-client-07"), "07"],
    [requestNumber("7"), "7"],
  ])("%j", (actual, expected) => {
    expect(actual).toBe(expected);
  });
});
