import type { Problem } from "../../system/problems";
import type { AzureLab } from "./outputs";

/** Why no command of this machine runs in the network of `place`, and what does instead. */
export function unreachableOnAzure(stack: string, lab: AzureLab, place: string): Problem {
  const client = lab.clients.find(({ name }) => name === place);
  if (client !== undefined) {
    const { resourceGroup, containerGroup, container } = client;
    const where = `--resource-group ${resourceGroup} --name ${containerGroup} --container-name ${container}`;
    return {
      key: "place",
      value: place,
      rule: "is a container in another region: no program of this machine is there",
      wayOut: `Open a shell in it with \`az container exec ${where} --exec-command /bin/sh\``,
    };
  }
  if (place === "router") {
    const where = `--resource-group ${lab.nodeResourceGroup} --lb-name kubernetes`;
    return {
      key: "place",
      value: place,
      rule: "is Azure's own: nobody gets into its router and load balancer",
      wayOut: `See what it is told with \`az network lb rule list ${where} --output table\` or \`npx lab status --stack ${stack}\``,
    };
  }
  return {
    key: "place",
    value: place,
    rule: "is not this machine, which is client-a on Azure",
    wayOut: `Run it on a node by \`npx lab ssh --stack ${stack} NODE -- COMMAND\`; \`npx lab status --stack ${stack}\` names the nodes`,
  };
}
