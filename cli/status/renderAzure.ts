import { columns } from "../columns";
import type { AzureStatus } from "./azureStatus";
import type { Cost } from "./cost";

/** Where the lab is, whose, and until when. */
export function azureFacts(azure: AzureStatus): string[][] {
  const { subscriptionId, resourceGroup, nodeResourceGroup, clusterName, location, networkModel } = azure;
  return [
    ["network model", networkModel],
    ["cluster", `${clusterName} in ${location}`],
    ["resource groups", `${resourceGroup} and, made by AKS, ${nodeResourceGroup}`],
    ["subscription", subscriptionId],
    ["owner", azure.owner],
    ["expires", azure.expiresAt],
  ];
}

/** What is wrong with a lab that is up, or not known of it; on top, because it may cost. */
export function renderNotes(stack: string, { expired, expiresAt, notes, cost }: AzureStatus): string[] {
  const overdue = `OVERDUE: it should be gone since ${expiresAt} and costs about ${usd(cost.usdPerHour)} an hour. `;
  return [
    ...(expired ? [`${overdue}\`npx lab down --stack ${stack}\` ends that.`] : []),
    ...notes.map((note) => `Not known: ${note}`),
  ];
}

/** The estimate, item by item. */
export function renderCost({ items, usdPerHour, complete, pricesOf, basis, source }: Cost): string[] {
  const rows = items.map(({ item, count, usdPerHour: price }) => [
    item,
    String(count),
    price === null ? "no price here" : usd(price),
  ]);
  const total = [complete ? "about, an hour" : "at least, an hour", "", usd(usdPerHour)];
  return [
    ...columns([["COST, ESTIMATED", "COUNT", "USD AN HOUR"], ...rows, total]),
    `List prices of ${pricesOf} (${basis}), without traffic and tax; today's: ${source}`,
  ];
}

function usd(amount: number): string {
  return `$${amount.toFixed(3)}`;
}
