import type { Properties } from "../protocol/value";

/** Any object of the Kubernetes API, as JSON. */
export interface KubernetesObject extends Properties {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface ObjectMeta extends Properties {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What names one object in a cluster. No namespace: the default one, or a kind that has none. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export function nameOf({ apiVersion, kind, metadata }: KubernetesObject): ObjectName {
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}

/** `Service testapp/testapp`: how messages call an object. */
export function title({ kind, namespace, name }: ObjectName): string {
  return `${kind} ${idOf({ namespace, name })}`;
}

/** The id in Pulumi's state, as the official provider writes it. */
export function idOf({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** @param token such as `kubernetes:apps/v1:Deployment`; the core group is written `core`. */
export function kindOf(token: string): Pick<ObjectName, "apiVersion" | "kind"> {
  const [, group = "", kind = ""] = token.split(":");
  return { apiVersion: group.replace(/^core\//, ""), kind };
}

export function nameFrom(token: string, id: string): ObjectName {
  const [name = "", namespace] = id.split("/").reverse();
  return { ...kindOf(token), namespace, name };
}

/** Whether an annotation such as `pulumi.com/skipAwait` is set to "true". */
export function isAnnotated({ metadata }: KubernetesObject, annotation: string): boolean {
  return metadata.annotations?.[annotation] === "true";
}
