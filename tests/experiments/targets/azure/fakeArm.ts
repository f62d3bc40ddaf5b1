import { createServer, type Server } from "node:https";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Arm, type ArmOptions } from "../../../../experiments/targets/azure/arm";
import { Authority } from "../../../../local/pki";

export const SUBSCRIPTION = "00000000-0000-0000-0000-00000000cafe";
export const NODE_GROUP = "MC_aks-lb-lab-dev_kubenet-cluster_westeurope";

/** What ARM answers at one path, method included: `GET /subscriptions/…` without the query. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Asked {
  readonly question: string;
  readonly body: string;
  readonly authorization: string;
  readonly apiVersion: string;
}

/** Azure Resource Manager on loopback: it answers each question by the list given for it, the last one for ever. */
export class FakeArm {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer[]>();

  readonly endpoint: string;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly authority: string,
  ) {
    this.endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("connection", (socket: Socket) => this.#sockets.add(socket));
    server.on("request", (request: IncomingMessage, response) => {
      void bodyOf(request).then((body) => {
        const { pathname, searchParams } = new URL(request.url ?? "", this.endpoint);
        const page = searchParams.get("page");
        const question = `${request.method ?? ""} ${pathname}${page === null ? "" : `?page=${page}`}`;
        this.asked.push({
          question,
          body,
          authorization: request.headers.authorization ?? "",
          apiVersion: searchParams.get("api-version") ?? "",
        });
        const { status = 200, headers = {}, body: answer } = this.#next(question);
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify(answer));
      });
    });
  }

  static async start(): Promise<FakeArm> {
    const authority = await Authority.create("fake ARM");
    const { certificate: cert, key } = await authority.issue({
      user: "arm",
      serves: { addresses: ["127.0.0.1"] },
    });
    const server = createServer({ cert, key });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new FakeArm(server, authority.certificate);
  }

  answer(question: string, ...answers: Answer[]): void {
    this.#answers.set(question, answers);
  }

  arm(options: ArmOptions = {}): Arm {
    return new Arm(SUBSCRIPTION, {
      credential: {
        getToken: () => Promise.resolve({ token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      endpoint: this.endpoint,
      tlsOptions: { ca: this.authority },
      ...options,
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #next(question: string): Answer {
    const answers = this.#answers.get(question) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer ?? failure(501, "NotPartOfThisTest", question);
  }
}

export function failure(status: number, code: string, message: string, headers = {}): Answer {
  return { status, headers, body: { error: { code, message } } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

const NETWORK = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${NODE_GROUP}/providers/Microsoft.Network`;

export const LOAD_BALANCER = `GET ${NETWORK}/loadBalancers/kubernetes`;
export const ADDRESSES = `GET ${NETWORK}/publicIPAddresses`;
const BALANCER_ID = `${NETWORK}/loadBalancers/kubernetes`;

/** A frontend of the load balancer: AKS names one after its Service's uid. */
export function frontend(name: string, publicIP?: string) {
  return {
    name,
    id: `${BALANCER_ID}/frontendIPConfigurations/${name}`,
    properties: {
      provisioningState: "Succeeded",
      privateIPAllocationMethod: "Dynamic",
      // Azure writes resource groups in capitals where it feels like it.
      ...(publicIP === undefined
        ? {}
        : { publicIPAddress: { id: publicIPId(publicIP).replace(NODE_GROUP, NODE_GROUP.toUpperCase()) } }),
    },
  };
}

/** A rule as the cloud provider of AKS makes it, in ARM's own words. */
export function rule(
  name: string,
  frontendName: string | null,
  change: Readonly<Record<string, unknown>> = {},
) {
  return {
    name,
    id: `${BALANCER_ID}/loadBalancingRules/${name}`,
    properties: {
      provisioningState: "Succeeded",
      ...(frontendName === null
        ? {}
        : {
            frontendIPConfiguration: { id: `${BALANCER_ID}/frontendIPConfigurations/${frontendName}` },
          }),
      frontendPort: 80,
      backendPort: 80,
      enableFloatingIP: true,
      idleTimeoutInMinutes: 4,
      protocol: "Tcp",
      enableTcpReset: true,
      loadDistribution: "Default",
      disableOutboundSnat: true,
      backendAddressPool: { id: `${BALANCER_ID}/backendAddressPools/kubernetes` },
      probe: { id: `${BALANCER_ID}/probes/${name}` },
      ...change,
    },
  };
}

export function balancer(frontends: readonly unknown[], rules: readonly unknown[]): Answer {
  return {
    body: {
      name: "kubernetes",
      id: BALANCER_ID,
      location: "westeurope",
      sku: { name: "Standard", tier: "Regional" },
      properties: {
        provisioningState: "Succeeded",
        frontendIPConfigurations: frontends,
        loadBalancingRules: rules,
        backendAddressPools: [],
        probes: [],
      },
    },
  };
}

function publicIPId(name: string): string {
  return `${NETWORK}/publicIPAddresses/${name}`;
}

export function publicIP(name: string, ipAddress?: string) {
  return {
    name,
    id: publicIPId(name),
    location: "westeurope",
    properties: {
      provisioningState: "Succeeded",
      publicIPAllocationMethod: "Static",
      ...(ipAddress === undefined ? {} : { ipAddress }),
    },
  };
}
