import { balancedService } from "../../../local/loadBalancer/balancedService";
import { decide, type Knowledge } from "../../../local/loadBalancer/model";
import { narrate, type Chapter } from "../../../local/loadBalancer/narrate";
import { config, knowledge, service, serviceObject, UID } from "./fixtures";

const ADDRESS = "203.0.113.10";

function chapter(changes: Partial<Knowledge> = {}): Chapter {
  const known = knowledge(changes);
  return { services: known.services, plan: decide(config, known) };
}

const opened = { opened: new Map([[UID, ADDRESS]]) };
const only = (...loadBalancerSourceRanges: string[]) =>
  balancedService(serviceObject({ loadBalancerSourceRanges }));
const sticky = balancedService(serviceObject({ sessionAffinity: "ClientIP" }));

it.each<[string, Chapter | undefined, Chapter, string[]]>([
  ["nothing new", chapter(), chapter(opened), []],
  ["the first look", undefined, chapter({ services: [] }), ["backend pool kubernetes: node1, node2, node3"]],
  [
    "a service that waits",
    chapter({ services: [] }),
    chapter({ reached: () => false }),
    [`testapp/testapp: waits for node1, node2, node3 to answer for ${ADDRESS}`],
  ],
  [
    "a service that opens",
    chapter({ reached: () => false }),
    chapter(),
    [`testapp/testapp: ${ADDRESS}:80 is open (Default); healthy: node1, node2, node3`],
  ],
  [
    "a service that opens to some",
    chapter({ services: [] }),
    chapter({ services: [only("198.51.100.0/24", "2001:db8::/32")] }),
    [`testapp/testapp: ${ADDRESS}:80 is open to 198.51.100.0/24 (Default); healthy: node1, node2, node3`],
  ],
  [
    "a service that opens to nobody",
    chapter({ services: [only("::/0")], reached: () => false }),
    chapter({ services: [only("::/0")] }),
    [
      `testapp/testapp: ${ADDRESS}:80 is open to nobody, since no source range is an IPv4 network (Default); ` +
        "healthy: node1, node2, node3",
    ],
  ],
  [
    "another distribution",
    chapter(),
    chapter({ ...opened, services: [sticky] }),
    [`testapp/testapp: ${ADDRESS}:80 loadDistribution: Default -> SourceIP`],
  ],
  [
    "no healthy node",
    chapter(),
    chapter({ ...opened, verdict: () => "down" }),
    [`testapp/testapp: ${ADDRESS}:80 new flows go to none, by the health probe and the pool`],
  ],
  [
    "a node less",
    chapter(),
    chapter({ ...opened, members: config.members.slice(1) }),
    [
      "backend pool kubernetes: node2, node3",
      `testapp/testapp: ${ADDRESS}:80 new flows go to node2, node3, by the health probe and the pool`,
    ],
  ],
  ["a service gone", chapter(), chapter({ services: [] }), [`testapp/testapp: ${ADDRESS}:80 is closed`]],
])("%s", (_, before, after, expected) => {
  expect(narrate(before, after)).toEqual(expected);
});

it("tells a problem once", () => {
  const greedy = { ...service, requestedAddress: "198.51.100.1" };
  const after = chapter({ services: [greedy] });
  expect(narrate(chapter(), after)).toEqual([
    "testapp/testapp: loadBalancerIP: 198.51.100.1: the lab's public addresses are 203.0.113.0/24 from .10 on. Ask for another address, or for none.",
  ]);
  expect(narrate(after, after)).toEqual([]);
});
