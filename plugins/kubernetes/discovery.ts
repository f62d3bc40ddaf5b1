import { ApiError, type ApiServer } from "./apiServer";
import type { ObjectName } from "./objects";

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Where in the API objects of each kind are: asks the server once for each group. */
export class Discovery {
  private readonly groups = new Map<string, Promise<readonly ApiResource[]>>();

  constructor(private readonly api: ApiServer) {}

  /** The path of the collection that objects of the kind are in. @throws ApiError 404 when the server knows no such kind. */
  async collection(
    { apiVersion, kind, namespace }: Omit<ObjectName, "name">,
    signal: AbortSignal,
  ): Promise<string> {
    const resources = await this.resourcesOf(apiVersion, signal);
    const found = resources.find((resource) => resource.kind === kind && !resource.name.includes("/"));
    if (found === undefined) {
      // A definition that is created in this same update makes it known later.
      this.groups.delete(apiVersion);
      throw new ApiError(
        404,
        `the server has no kind ${kind} in ${apiVersion}; are its CustomResourceDefinitions there?`,
      );
    }
    const scope = found.namespaced ? `/namespaces/${namespace ?? "default"}` : "";
    return `${root(apiVersion)}${scope}/${found.name}`;
  }

  async object(name: ObjectName, signal: AbortSignal): Promise<string> {
    return `${await this.collection(name, signal)}/${name.name}`;
  }

  private resourcesOf(apiVersion: string, signal: AbortSignal): Promise<readonly ApiResource[]> {
    const known = this.groups.get(apiVersion);
    if (known !== undefined) return known;
    const asked = this.api
      .call<{ resources: readonly ApiResource[] }>({ path: root(apiVersion), signal })
      .then(({ resources }) => resources);
    this.groups.set(apiVersion, asked);
    asked.catch(() => this.groups.delete(apiVersion));
    return asked;
  }
}

function root(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
