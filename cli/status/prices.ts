/** US dollars for an hour. */
type Hourly = number;

export interface PriceTable {
  /** The day on which the VMs' were Azure's list prices, pay as you go, without tax, discounts and free credit. */
  readonly date: string;
  /** Where today's are. */
  readonly source: string;
  /** By region and size, Linux. */
  readonly vm: Readonly<Record<string, Readonly<Record<string, Hourly>>>>;
  /** Whose prices stand for those of regions that are not in the table. */
  readonly vmBasis: string;
  /** The region that the prices below are of; elsewhere they differ by some percent. */
  readonly basis: string;
  /** A node's disk: 128 GiB of Premium SSD (P10), as AKS takes for nodes without a local one. */
  readonly nodeDisk: Hourly;
  /** Standard, up to five rules; each GB that passes costs half a cent more. */
  readonly loadBalancer: Hourly;
  /** Standard, static IPv4. */
  readonly publicIP: Hourly;
  /** Azure Container Instances, Linux. */
  readonly containerCpu: Hourly;
  readonly containerGB: Hourly;
  /** A NAT gateway; each GB that passes costs as much again. */
  readonly natGateway: Hourly;
}

/**
 * VM prices: Azure's Retail Prices API on that day, as Microsoft keeps them in karpenter-provider-azure
 * (pkg/providers/pricing/zz_generated.pricing.go). The others, a third of the sum, could not be looked up on it: they are what the
 * price pages of managed disks, load balancer, IP addresses, container instances and NAT gateway were known to say.
 */
export const PRICES: PriceTable = {
  date: "2026-06-18",
  source: "https://azure.microsoft.com/pricing/calculator/",
  vm: {
    westeurope: {
      Standard_D2s_v5: 0.115,
      Standard_D4s_v5: 0.23,
      Standard_D8s_v5: 0.46,
      Standard_D2as_v5: 0.104,
      Standard_D4as_v5: 0.208,
      Standard_D2ds_v5: 0.136,
      Standard_D2s_v6: 0.121,
      Standard_D2s_v3: 0.12,
      Standard_E2s_v5: 0.152,
      Standard_F2s_v2: 0.097,
    },
    northeurope: {
      Standard_D2s_v5: 0.107,
      Standard_D4s_v5: 0.214,
      Standard_D8s_v5: 0.428,
      Standard_D2as_v5: 0.096,
      Standard_D2ds_v5: 0.126,
      Standard_D2s_v6: 0.112,
      Standard_D2s_v3: 0.107,
      Standard_E2s_v5: 0.141,
      Standard_F2s_v2: 0.096,
    },
    eastus: {
      Standard_D2s_v5: 0.096,
      Standard_D4s_v5: 0.192,
      Standard_D8s_v5: 0.384,
      Standard_D4as_v5: 0.172,
      Standard_D2ds_v5: 0.113,
      Standard_D2s_v6: 0.101,
      Standard_D2s_v3: 0.096,
      Standard_E2s_v5: 0.126,
      Standard_F2s_v2: 0.0846,
    },
  },
  vmBasis: "westeurope",
  basis: "eastus",
  nodeDisk: 0.027,
  loadBalancer: 0.025,
  publicIP: 0.005,
  containerCpu: 0.0405,
  containerGB: 0.00445,
  natGateway: 0.045,
};
