import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { ContainerGroup } from "@pulumi/azure-native/containerinstance";
import type * as pulumi from "@pulumi/pulumi";
import { SENDER_PATH, senderFile } from "../../sender/place";
import type { Place } from "./clientNetwork";

/** Waits, as nobody, for someone to start the sender beside it. As the container's first process it has to end on SIGTERM by itself. */
const IDLE = `
process.setgroups([]);
process.setgid(65534);
process.setuid(65534);
process.once("SIGTERM", () => process.exit());
setInterval(() => {}, 2 ** 30);
`;

/** The only container of a client's group. */
export const CONTAINER = "client";

/** A container that has the sender and can be told to run it: a client of the load balancer. */
export function clientContainer(
  name: string,
  image: string,
  subnetId: pulumi.Input<string>,
  place: Place,
  opts: pulumi.CustomResourceOptions,
): ContainerGroup {
  const sender = readFileSync(senderFile).toString("base64");
  return new ContainerGroup(
    `${name}-group`,
    {
      ...place,
      containerGroupName: name,
      sku: "Standard",
      osType: "Linux",
      restartPolicy: "Always",
      subnetIds: [{ id: subnetId }],
      containers: [
        {
          name: CONTAINER,
          image,
          command: ["node", "-e", IDLE],
          // Azure gives no group less.
          resources: { requests: { cpu: 1, memoryInGB: 1 } },
          volumeMounts: [{ name: "lab", mountPath: posix.dirname(SENDER_PATH), readOnly: true }],
        },
      ],
      // It is no secret: this is how a file gets into a container without a storage account.
      volumes: [{ name: "lab", secret: { [posix.basename(SENDER_PATH)]: sender } }],
    },
    opts,
  );
}
