import { labCluster } from "./components/labCluster";
import { NodeDebugger } from "./components/nodeDebugger";
import { TestApp } from "./components/testApp";
import { readLabConfig } from "./config";

const config = readLabConfig();

const cluster = labCluster(config);

const testApp = new TestApp(
  "testapp",
  {
    image: cluster.images.testapp,
    replicas: config.replicas,
    sessionAffinity: config.sessionAffinity,
    externalTrafficPolicy: config.externalTrafficPolicy,
    allowedSourceRanges: cluster.allowedSourceRanges,
  },
  cluster.inside,
);

const nodeDebugger = config.debugger
  ? new NodeDebugger(
      "node-debugger",
      { image: cluster.images.nodeDebugger, authorizedKey: cluster.sshPublicKey },
      cluster.inside,
    )
  : undefined;

export const target = config.target;
export const labName = config.cluster.name;
export const kubeconfig = cluster.kubeconfig;
export const frontendIP = testApp.frontendIP;
export const sessionAffinity = config.sessionAffinity;
export const externalTrafficPolicy = config.externalTrafficPolicy;
export const testappNamespace = testApp.namespace;
export const serviceName = testApp.serviceName;
// Not undefined, of which the engine would warn.
export const debuggerNamespace = nodeDebugger?.namespace ?? null;
export const nodes = cluster.nodes;
export const clients = cluster.clients;
export const azure = cluster.azure;
