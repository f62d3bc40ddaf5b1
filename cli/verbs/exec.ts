import type { Command } from "commander";
import { ensureHey, withHey } from "../../toolchain/hey";
import { become } from "../passThrough";
import { prefixOf, ROUTER } from "../places";
import { stackOf, withStack } from "../stackName";
import { requireStanding } from "../standing";

export function define(command: Command): void {
  withStack(command)
    .argument(
      "<place>",
      `a node, a client, or "${ROUTER}" for the virtual network's router and load balancer`,
    )
    .argument("<command...>", "what to run there, behind --")
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  npx lab exec client-a -- curl -s http://203.0.113.10/r/hello
  npx lab exec client-a -- hey --disable-keepalive -d YO -n 10 -c 1 http://203.0.113.10
  npx lab exec node1 -- iptables-save -t nat
  npx lab exec ${ROUTER} -- nft list ruleset

The command sees this machine's programs and files; network and host name are the place's. hey is this machine's; where there
is none it is built, or Debian's package installed. On Azure the one place is client-a, which is this machine.`,
    )
    .action(async (place: string, argv: string[]) => {
      const stack = stackOf(command);
      const standing = await requireStanding(stack);
      // Options behind the place are passed through, and so is the -- that parts them from it.
      const own = argv[0] === "--" ? argv.slice(1) : argv;
      const prefix = prefixOf(stack, standing, place);
      if (own[0] === "hey") {
        await ensureHey((message) => {
          console.error(message);
        });
      }
      await become([...prefix, ...withHey(own)]);
    });
}
