import { RouteTable, Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { AksSpec } from "../../config/aksSpec";
import { NO_INPUTS } from "../noInputs";
import { labTags } from "./labTags";

export interface LabNetworkArgs {
  readonly spec: AksSpec;
  readonly resourceGroupName: pulumi.Input<string>;
}

/**
 * The nodes' network. With kubenet the subnet has a route table from the start: AKS keeps the pods' routes in it, and one that
 * AKS made itself would be taken from the subnet by the next write to it.
 */
export class LabNetwork extends pulumi.ComponentResource {
  readonly vnet: VirtualNetwork;
  /** The nodes' subnet. */
  readonly subnet: Subnet;
  /** Only with kubenet: overlay needs no routes. */
  readonly routeTable: RouteTable | undefined;

  constructor(
    name: string,
    { spec, resourceGroupName }: LabNetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("akslab:index:LabNetwork", name, NO_INPUTS, opts);
    const common = { resourceGroupName, location: spec.location, tags: labTags(spec) };

    // Its subnet is a resource of its own. Named here too, each of the two would undo what the other one writes.
    this.vnet = new VirtualNetwork(
      `${name}-vnet`,
      { ...common, virtualNetworkName: "aksvnet", addressSpace: { addressPrefixes: [spec.vnetCidr] } },
      { parent: this, replaceOnChanges: ["addressSpace"], deleteBeforeReplace: true },
    );

    // Without `routes`, for they are AKS's: an empty list would delete them.
    this.routeTable =
      spec.networkModel === "kubenet"
        ? new RouteTable(`${name}-routes`, { ...common, routeTableName: "kubenet-routes" }, { parent: this })
        : undefined;

    this.subnet = new Subnet(
      `${name}-subnet`,
      {
        resourceGroupName,
        virtualNetworkName: this.vnet.name,
        subnetName: "kubenet",
        addressPrefix: spec.subnetCidr,
        ...(this.routeTable && { routeTable: { id: this.routeTable.id } }),
      },
      // A subnet with nodes in it keeps its addresses.
      { parent: this, replaceOnChanges: ["addressPrefix"], deleteBeforeReplace: true },
    );

    this.registerOutputs({ subnetId: this.subnet.id });
  }
}
