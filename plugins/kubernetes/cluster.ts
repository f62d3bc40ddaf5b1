import { ApiError, UnreachableError, type ApiServer, type Call } from "./apiServer";
import { Discovery } from "./discovery";
import { nameOf, type KubernetesObject, type ObjectName } from "./objects";

/** Names the fields that Pulumi keeps, in every object's managedFields. */
export const FIELD_MANAGER = "pulumi-kubernetes";

export interface ApplyOptions {
  readonly fieldManager: string;
  /** Takes fields over from other managers; without it they are a conflict. */
  readonly force: boolean;
  /** The server says what would come of it, and changes nothing. */
  readonly dryRun?: boolean;
  readonly signal: AbortSignal;
  readonly warn?: Call["warn"];
}

/** Objects of one cluster, by name. */
export class Cluster {
  readonly discovery: Discovery;

  constructor(readonly api: ApiServer) {
    this.discovery = new Discovery(api);
  }

  async answers(signal: AbortSignal): Promise<boolean> {
    try {
      await this.api.call({ path: "/version", signal });
      return true;
    } catch (error) {
      if (error instanceof UnreachableError) return false;
      throw error;
    }
  }

  /** `undefined` when there is no such object, or no such kind. */
  async get(name: ObjectName, signal: AbortSignal): Promise<KubernetesObject | undefined> {
    return unlessGone(async () => this.api.call({ path: await this.discovery.object(name, signal), signal }));
  }

  /** Server-side apply: makes or changes the object so that the given fields are as given. */
  async apply(object: KubernetesObject, options: ApplyOptions): Promise<KubernetesObject> {
    const { fieldManager, force, dryRun = false, signal, warn } = options;
    const query = {
      fieldManager,
      force: String(force),
      fieldValidation: "Warn",
      ...(dryRun ? { dryRun: "All" } : {}),
    };
    const path = await this.discovery.object(nameOf(object), signal);
    return this.api.call({ method: "PATCH", path, query, body: object, signal, warn });
  }

  /**
   * Asks for the end of an object: of this very one, not of another that took its name.
   * @returns the object that still ends, `undefined` when it is gone.
   */
  async delete(
    name: ObjectName,
    uid: string | undefined,
    propagationPolicy: string,
    signal: AbortSignal,
  ): Promise<KubernetesObject | undefined> {
    const options = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy };
    const body = uid === undefined ? options : { ...options, preconditions: { uid } };
    try {
      const answer = await unlessGone(async () =>
        this.api.call({ method: "DELETE", path: await this.discovery.object(name, signal), body, signal }),
      );
      return answer?.kind === "Status" ? undefined : answer;
    } catch (error) {
      if (!(error instanceof ApiError && error.code === CONFLICT)) throw error;
      // Another object has the name, or this one ends already: a namespace takes its time.
      const now = await this.get(name, signal);
      if (now === undefined || now.metadata.uid !== uid) return undefined;
      if (now.metadata.deletionTimestamp === undefined) throw error;
      return now;
    }
  }
}

const NOT_FOUND = 404;
const CONFLICT = 409;

async function unlessGone(work: () => Promise<KubernetesObject>): Promise<KubernetesObject | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiError && error.code === NOT_FOUND) return undefined;
    throw error;
  }
}
