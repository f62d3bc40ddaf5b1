import fc from "fast-check";
import { kubeProxyLetsIn, sourceRanges } from "../../../local/loadBalancer/sourceRanges";

const PROBE = "168.63.129.16";

it.each<[string[], string[] | undefined, boolean]>([
  [[], undefined, true],
  [["198.51.100.0/24"], ["198.51.100.0/24"], false],
  [["198.51.100.0/24 ", "\t168.63.129.16/32"], ["198.51.100.0/24", "168.63.129.16/32"], true],
  [["198.51.100.0/24", "2001:db8::/32"], ["198.51.100.0/24"], false],
  [["198.51.100.0/24", "::/0"], ["198.51.100.0/24"], false],
  [["198.51.100.0/24", "0.0.0.0/0"], ["198.51.100.0/24", "0.0.0.0/0"], true],
  // By IPv4, kube-proxy lets everyone in, and only the security group nobody.
  [["2001:db8::/32"], [], true],
  [["::/0"], [], true],
  // The API server takes both; cloud-provider-azure takes neither, and kube-proxy their networks.
  [["168.63.129.16/24"], [], true],
  [["010.0.0.0/8"], [], false],
  [["", "nonsense"], [], true],
])("of %j Azure lets in %j, and kube-proxy the health probe: %j", (ranges, azure, letsProbeIn) => {
  const read = sourceRanges(ranges);
  expect(read.azure).toEqual(azure);
  expect(kubeProxyLetsIn(read, PROBE)).toBe(letsProbeIn);
});

it("never throws, and never opens to everyone what has a range", () => {
  const part = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.integer({ min: -1, max: 200 }).map(String));
  const range = fc.oneof(
    part,
    fc.tuple(part, part).map(([address, bits]) => `${address}/${bits}`),
  );
  fc.assert(
    fc.property(fc.array(range, { minLength: 1 }), (ranges) => {
      const read = sourceRanges(ranges);
      expect(read.azure).toBeDefined();
      kubeProxyLetsIn(read, PROBE);
    }),
  );
});
