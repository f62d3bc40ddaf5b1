import { parseAllDocuments } from "yaml";
import { named, recordProgram, type Recording } from "../recordProgram";
import { loadIndex } from "../runIndex";
import { AZURE_SDKS, devConfig } from "./azureSdks";

jest.spyOn(console, "warn").mockImplementation();

/** What the seed has its reader type, in its order. */
const COMMANDS = String.raw`
az group create -n $RG -l $LOC

az network vnet create \
-g $RG \
-n aksvnet \
--address-prefix $VNET_CIDR

az network vnet subnet create \
    --resource-group $RG \
    --vnet-name aksvnet \
    --name kubenet \
    --address-prefix $KUBENET_AKS_CIDR

az aks create \
-g $RG \
-n kubenet-cluster \
--network-plugin kubenet \
--vnet-subnet-id $KUBENET_SUBNET_ID \
--zones 1 2 \
--pod-cidr "" \
--service-cidr "" \
--dns-service-ip ""

az aks get-credentials -g $RG -n kubenet-cluster
`;

/** What the seed applies, indented as YAML needs it. */
const MANIFESTS = `
apiVersion: v1
kind: Service
metadata:
  name: testapp
spec:
  ports:
  - port: 80
    protocol: TCP
    targetPort: 80
  selector:
    run: testapp
  type: LoadBalancer
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    run: testapp
  name: testapp
spec:
  replicas: 1
  selector:
    matchLabels:
      run: testapp
  template:
    metadata:
      labels:
        run: testapp
    spec:
      containers:
      - image: nginx
        name: nginx
`;

/** A flag's counterpart: a resource and a path in its inputs, and the value there; of a list of the seed's, a list. */
type Counterpart = readonly [resource: string, path: string, value: unknown];

const GROUP = "aks-lb-lab-dev";

const FLAGS: Readonly<Record<string, Readonly<Record<string, Counterpart>>>> = {
  "az group create": {
    "-n $RG": ["group", "resourceGroupName", GROUP],
    "-l $LOC": ["group", "location", "westeurope"],
  },
  "az network vnet create": {
    "-g $RG": ["network-vnet", "resourceGroupName", GROUP],
    "-n aksvnet": ["network-vnet", "virtualNetworkName", "aksvnet"],
    "--address-prefix $VNET_CIDR": ["network-vnet", "addressSpace.addressPrefixes", ["10.240.0.0/16"]],
  },
  "az network vnet subnet create": {
    "--resource-group $RG": ["network-subnet", "resourceGroupName", GROUP],
    "--vnet-name aksvnet": ["network-subnet", "virtualNetworkName", "aksvnet"],
    "--name kubenet": ["network-subnet", "subnetName", "kubenet"],
    "--address-prefix $KUBENET_AKS_CIDR": ["network-subnet", "addressPrefix", "10.240.0.0/24"],
  },
  "az aks create": {
    "-g $RG": ["cluster-aks", "resourceGroupName", GROUP],
    "-n kubenet-cluster": ["cluster-aks", "resourceName", "kubenet-cluster"],
    "--network-plugin kubenet": ["cluster-aks", "networkProfile.networkPlugin", "kubenet"],
    "--vnet-subnet-id $KUBENET_SUBNET_ID": [
      "cluster-aks",
      "agentPoolProfiles.0.vnetSubnetID",
      "network-subnet-id",
    ],
    "--zones 1 2": ["cluster-aks", "agentPoolProfiles.0.availabilityZones", ["1", "2"]],
    // The seed's reader fills in the quotes; with them left empty AKS takes these three.
    '--pod-cidr ""': ["cluster-aks", "networkProfile.podCidr", "10.244.0.0/16"],
    '--service-cidr ""': ["cluster-aks", "networkProfile.serviceCidr", "10.0.0.0/16"],
    '--dns-service-ip ""': ["cluster-aks", "networkProfile.dnsServiceIP", "10.0.0.10"],
  },
  "az aks get-credentials": {
    "-g $RG": ["(call)", "resourceGroupName", GROUP],
    "-n kubenet-cluster": ["(call)", "resourceName", "kubenet-cluster"],
  },
};

/** What the seed does not ask for and yet shows: in the names of its nodes, in its words, and by what az asks for unasked. */
const SHOWN: readonly Counterpart[] = [
  ["cluster-aks", "agentPoolProfiles.0.name", "nodepool1"],
  ["cluster-aks", "agentPoolProfiles.0.count", 3],
  ["cluster-aks", "agentPoolProfiles.0.type", "VirtualMachineScaleSets"],
  ["cluster-aks", "networkProfile.loadBalancerSku", "standard"],
  ["testapp-service", "spec.sessionAffinity", "None"],
];

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordProgram("update", () => loadIndex(devConfig(), AZURE_SDKS), "dev");
});

/** `az aks create -n a --zones 1 2` as its command and its flags with their values. */
function parsed(line: string): readonly [command: string, flags: readonly string[]] {
  const [command = "", ...flags] = line
    .replace(/\\\n/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .split(/ (?=-)/);
  return [command, flags];
}

const commands = COMMANDS.trim().split("\n\n").map(parsed);
const rows = commands.flatMap(([command, flags]) => flags.map((flag) => [command, flag] as const));

function valueAt([resource, path]: Counterpart): unknown {
  const credentials = recording.calls.find(({ token }) => token.endsWith("UserCredentials"));
  const inputs = resource === "(call)" ? credentials?.inputs : named(recording, resource).inputs;
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], inputs);
}

describe("the seed and the stack, side by side", () => {
  it.each(rows)("%s %s", (command, flag) => {
    const counterpart = FLAGS[command]?.[flag];
    if (counterpart === undefined) throw new Error("has no counterpart");
    expect(valueAt(counterpart)).toEqual(counterpart[2]);
  });

  it("has no counterpart to what the seed does not say", () => {
    const counterparts = Object.entries(FLAGS).flatMap(([command, flags]) =>
      Object.keys(flags).map((flag) => [command, flag]),
    );
    expect(counterparts).toEqual(rows);
    expect(rows).toHaveLength(19);
  });

  it.each(SHOWN)("%s: %s is %p", (...counterpart) => {
    expect(valueAt(counterpart)).toEqual(counterpart[2]);
  });

  it("has the seed's Service", () => {
    const [service] = parseAllDocuments(MANIFESTS).map((document) => document.toJS() as object);
    expect(named(recording, "testapp-service").inputs).toMatchObject(service ?? {});
  });

  it("has the seed's Deployment, its image pinned, its container called after what it serves", () => {
    const [, deployment] = parseAllDocuments(MANIFESTS).map((document) => document.toJS() as Deployment);
    const [seeds] = deployment?.spec.template.spec.containers ?? [];
    expect(seeds).toEqual({ image: "nginx", name: "nginx" });
    const { inputs } = named(recording, "testapp-deployment");
    const [own, ...more] = (inputs as unknown as Deployment).spec.template.spec.containers;
    expect(more).toEqual([]);
    expect(own).toMatchObject({
      image: expect.stringMatching(/^docker\.io\/library\/nginx:.*@sha256:/) as string,
      name: "testapp",
    });
    if (own === undefined || deployment === undefined) throw new Error("no container");
    expect(inputs).toMatchObject(withContainer(deployment, own));
  });
});

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly object[] } } };
}

/** The seed's Deployment around another container. */
function withContainer(deployment: Deployment, container: object): object {
  const { template } = deployment.spec;
  const spec = { ...template.spec, containers: [container] };
  return { ...deployment, spec: { ...deployment.spec, template: { ...template, spec } } };
}
