import { compare, type Difference } from "../protocol/difference";
import type { Failure } from "../protocol/provider";
import { UNKNOWN, type Properties, type Value } from "../protocol/value";
import { activeCluster } from "./kubeconfig";

/** The provider's own inputs, as far as the stand-in goes. Source: @pulumi/kubernetes `provider.d.ts`. */
export interface Settings {
  /** A kubeconfig or the path of one; without it `KUBECONFIG` and then `~/.kube/config` are looked at. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  /** Objects of a cluster that does not answer are taken for gone. */
  readonly deleteUnreachable: boolean;
  /** Objects of a cluster that does not answer are left as they were. */
  readonly skipUpdateUnreachable: boolean;
  /** Fields of other managers are taken over. */
  readonly enablePatchForce: boolean;
  /** ConfigMaps and Secrets are changed in place instead of being replaced. */
  readonly enableConfigMapMutable: boolean;
  readonly enableSecretMutable: boolean;
}

/** About the plugin itself, or about what the stand-in does not do anyway. */
const IGNORED = [
  "version",
  "pluginDownloadURL",
  "clusterIdentifier",
  "suppressDeprecationWarnings",
  "suppressHelmHookWarnings",
];
const KNOWN = [
  ...["kubeconfig", "context", "deleteUnreachable", "skipUpdateUnreachable", "enableServerSideApply"],
  ...["enablePatchForce", "enableConfigMapMutable", "enableSecretMutable", ...IGNORED],
];

export function settingsFrom(inputs: Properties): Settings {
  return {
    kubeconfig: text(inputs.kubeconfig),
    context: text(inputs.context),
    deleteUnreachable: isOn(inputs.deleteUnreachable, "DELETE_UNREACHABLE"),
    skipUpdateUnreachable: isOn(inputs.skipUpdateUnreachable, "SKIP_UPDATE_UNREACHABLE"),
    enablePatchForce: isOn(inputs.enablePatchForce, "ENABLE_PATCH_FORCE"),
    enableConfigMapMutable: isOn(inputs.enableConfigMapMutable, "ENABLE_CONFIGMAP_MUTABLE"),
    enableSecretMutable: isOn(inputs.enableSecretMutable, "ENABLE_SECRET_MUTABLE"),
  };
}

/** What only the official provider can do is refused, not ignored. */
export function settingsFailures(inputs: Properties): Failure[] {
  const unsupported = Object.keys(inputs).filter((key) => !KNOWN.includes(key));
  const clientSideApply = inputs.enableServerSideApply !== undefined && !isTrue(inputs.enableServerSideApply);
  return [...unsupported, ...(clientSideApply ? ["enableServerSideApply"] : [])].map((property) => ({
    property,
    reason:
      `the stand-in for the kubernetes provider cannot do this. ` +
      `Leave it out, or install the official one: pulumi plugin install resource kubernetes`,
  }));
}

/**
 * Another cluster replaces the provider and all its objects; other credentials do not. Which cluster it is says `clusterIdentifier`
 * when it is there before and after, as with the official provider, and otherwise the kubeconfig's active cluster.
 */
export function settingsDifference(olds: Properties, news: Properties): Difference {
  const identified = isText(olds.clusterIdentifier) && isText(news.clusterIdentifier);
  const another = identified ? olds.clusterIdentifier !== news.clusterIdentifier : mayBeAnother(olds, news);
  const replacing = identified ? ["clusterIdentifier"] : ["kubeconfig", "context"];
  return {
    changes: compare(olds, news, ([key]) => another && replacing.includes(String(key))),
  };
}

function mayBeAnother(olds: Properties, news: Properties): boolean {
  if (news.kubeconfig === UNKNOWN || news.context === UNKNOWN) return true;
  const [before, after] = [olds, news].map(({ kubeconfig, context }) =>
    activeCluster(text(kubeconfig), text(context)),
  );
  return before !== undefined && after !== undefined && before !== after;
}

/** An input wins over the variable, which is the only way to set what `pulumi refresh` and `destroy` do, as they run no program. */
function isOn(value: Value | undefined, variable: string): boolean {
  return isTrue(value ?? process.env[`PULUMI_K8S_${variable}`]);
}

/** The SDK writes booleans as JSON text. */
function isTrue(value: Value | undefined): boolean {
  return value === true || value === "true";
}

function isText(value: Value | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function text(value: Value | undefined): string | undefined {
  return isText(value) ? value : undefined;
}
