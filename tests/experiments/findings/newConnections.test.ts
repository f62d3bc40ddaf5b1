import {
  bouncedCarryEntryNode,
  directCarryClient,
  ownSourcePorts,
} from "../../../experiments/findings/newConnections";
import { completePath, end, lostPath } from "../fixtures";
import { testCases, type Case } from "./cases";

const one = completePath({ id: "r-1" });
const two = completePath({ id: "r-2" });
const bounced = completePath({ id: "r-2", entryNode: "node1", clientPort: 40001 });
const lost = lostPath("r-9");

const cases: readonly Case[] = [
  {
    name: "own ports",
    judge: ownSourcePorts,
    paths: [one, bounced],
    verdict: "holds",
    seen: "2 source ports",
  },
  {
    name: "a port used again",
    judge: ownSourcePorts,
    paths: [one, bounced, completePath({ id: "r-3" }), completePath({ id: "r-4" })],
    verdict: "contradicted",
    by: "r-3",
    seen: "2 source ports",
  },
  {
    name: "a port not known",
    judge: ownSourcePorts,
    paths: [one, lost],
    verdict: "contradicted",
    seen: "1 source port",
  },
  {
    name: "bounced ones under their entry node's address",
    judge: bouncedCarryEntryNode,
    paths: [one, bounced, completePath({ id: "r-3", entryNode: "node3" })],
    verdict: "holds",
    seen: "so do all 2 that were bounced",
  },
  {
    name: "one under another node's address",
    judge: bouncedCarryEntryNode,
    paths: [bounced, completePath({ id: "r-3", entryNode: "node3", snat: end("10.240.0.4", 60000) })],
    verdict: "contradicted",
    by: "r-3",
    seen: "r-3 carries 10.240.0.4",
  },
  {
    name: "one under the client's address",
    judge: bouncedCarryEntryNode,
    paths: [bounced, completePath({ id: "r-3", entryNode: "node3", snat: end("198.51.100.10", 40000) })],
    verdict: "contradicted",
    by: "r-3",
    seen: "r-3 carries 198.51.100.10",
  },
  {
    name: "none bounced",
    judge: bouncedCarryEntryNode,
    paths: [one, two],
    verdict: "undecided",
    seen: "none was bounced",
  },
  {
    name: "bounced ones of which a piece is missing",
    judge: bouncedCarryEntryNode,
    paths: [
      bounced,
      lostPath("r-3", { route: "bounced", snat: end("10.240.0.6", 60000) }),
      lostPath("r-4", { route: "bounced", entryNode: "node3" }),
    ],
    verdict: "holds",
    seen: "so do all 1 that were bounced",
  },
  {
    name: "direct ones under the client's address",
    judge: directCarryClient,
    paths: [one, bounced, completePath({ id: "r-3", client: "client-b", clientAddress: "192.0.2.10" })],
    verdict: "holds",
    seen: "so do all 2 that were direct",
  },
  {
    name: "a direct one under a node's address",
    judge: directCarryClient,
    paths: [one, completePath({ id: "r-3", clientAddress: "10.240.0.4" })],
    verdict: "contradicted",
    by: "r-3",
    seen: "r-3 carries 10.240.0.4",
  },
  {
    name: "a client whose address is not known beforehand",
    judge: directCarryClient,
    paths: [completePath({ id: "r-1", clientAddress: "20.50.0.1" })],
    change: { clients: [{ name: "client-a" }] },
    verdict: "holds",
    seen: "so do all 1 that were direct",
  },
  {
    name: "the bridge's address, a client's not known beforehand",
    judge: directCarryClient,
    paths: [completePath({ id: "r-1", clientAddress: "10.244.1.1" })],
    change: { clients: [{ name: "client-a" }] },
    verdict: "contradicted",
    by: "r-1",
    seen: "r-1 carries 10.244.1.1",
  },
  {
    name: "none direct",
    judge: directCarryClient,
    paths: [bounced],
    verdict: "undecided",
    seen: "none was direct",
  },
];

describe("findings about new connections", () => {
  testCases(cases);
});
