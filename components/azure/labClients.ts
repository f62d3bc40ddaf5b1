import * as pulumi from "@pulumi/pulumi";
import type { AksSpec } from "../../config/aksSpec";
import { NO_INPUTS } from "../noInputs";
import { clientContainer, CONTAINER } from "./clientContainer";
import { clientNetwork } from "./clientNetwork";
import { labTags } from "./labTags";
import type { ContainerClient } from "./place";

export interface LabClientsArgs {
  readonly spec: AksSpec;
  readonly resourceGroupName: pulumi.Input<string>;
}

/** Machines to send from beside the one that runs the lab, in another region, each with an address of its own. */
export class LabClients extends pulumi.ComponentResource {
  readonly clients: pulumi.Output<readonly ContainerClient[]>;

  constructor(name: string, args: LabClientsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("akslab:index:LabClients", name, NO_INPUTS, opts);
    const { spec, resourceGroupName } = args;
    const place = { resourceGroupName, location: spec.clientsLocation, tags: labTags(spec) };

    const clients = clientNames(spec.clients).map((client) => {
      // In another region it is another one: what is in use cannot be taken from under it and made anew.
      const here = `${client}-${spec.clientsLocation}`;
      const { subnetId, address } = clientNetwork(here, place, { parent: this });
      const group = clientContainer(here, spec.images.client, subnetId, place, { parent: this });
      return pulumi.output({
        name: client,
        address,
        resourceGroup: resourceGroupName,
        containerGroup: group.name,
        container: CONTAINER,
      });
    });
    this.clients = pulumi.all(clients);
    this.registerOutputs({ clients: this.clients });
  }
}

/** `client-b` and so on: `client-a` is the machine that runs the lab. */
function clientNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `client-${String.fromCharCode(98 + index)}`);
}
