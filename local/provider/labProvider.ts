import type { Provider } from "./protocol/provider";
import { version } from "../../package.json";
import { localCluster } from "./localCluster";

/** The Pulumi package `lab`: this machine as a cloud. */
export const labProvider: Provider = {
  name: "lab",
  version,
  resource: (token) => (token === "lab:index:LocalCluster" ? localCluster : undefined),
};
