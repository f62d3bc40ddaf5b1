import type { Problem } from "../../system/problems";

/** What there is to log in with. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The stack's configuration by full key, of which the namespace `azure-native` counts. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Whether the az CLI's profile has a subscription. */
  readonly loggedInByCli: boolean;
}

/** Each with its variable and its key of azure-native's configuration. */
const IDS = {
  ARM_CLIENT_ID: "clientId",
  ARM_TENANT_ID: "tenantId",
  ARM_SUBSCRIPTION_ID: "subscriptionId",
};
const PROOFS = {
  ARM_CLIENT_SECRET: "clientSecret",
  ARM_CLIENT_CERTIFICATE_PATH: "clientCertificatePath",
  ARM_USE_OIDC: "useOidc",
};
/** Identities that the surroundings prove by themselves. */
const AMBIENT = {
  ARM_USE_MSI: "useMsi",
  ARM_USE_DEFAULT_AZURE_CREDENTIAL: "useDefaultAzureCredential",
};

const WAYS =
  "log in with `az login`, or set ARM_CLIENT_ID, ARM_TENANT_ID and ARM_SUBSCRIPTION_ID together with " +
  "ARM_CLIENT_SECRET or ARM_USE_OIDC=true, or on a machine of Azure's ARM_USE_MSI=true";

/**
 * What is missing to reach Azure, and how to log in, as one sentence; undefined when there is enough in sight to try. Nothing is
 * asked of Azure: what is in sight may be expired or refused.
 */
export function missingCredentials(surroundings: Surroundings): string | undefined {
  const missing = missingPart(surroundings);
  return missing === undefined ? undefined : `${missing}: ${WAYS}.`;
}

/** {@link missingCredentials} among other problems. */
export function credentialProblems(surroundings: Surroundings): Problem[] {
  const missing = missingPart(surroundings);
  if (missing === undefined) return [];
  const wayOut = WAYS.charAt(0).toUpperCase() + WAYS.slice(1);
  return [{ key: "target", value: "azure", rule: missing, wayOut }];
}

function missingPart({ env, config, loggedInByCli }: Surroundings): string | undefined {
  const absent = (names: Readonly<Record<string, string>>): string[] =>
    Object.entries(names)
      .filter(([variable, key]) => !isSet(env[variable]) && !isSet(config[`azure-native:${key}`]))
      .map(([variable]) => variable);
  const some = (names: Readonly<Record<string, string>>): boolean =>
    absent(names).length < Object.keys(names).length;

  if (loggedInByCli || some(AMBIENT)) return undefined;
  const ids = absent(IDS);
  const proven = some(PROOFS);
  if (ids.length === 0 && proven) return undefined;
  if (ids.length === Object.keys(IDS).length && !proven) return "there are no credentials for Azure";
  const lacking = [...ids, ...(proven ? [] : ["ARM_CLIENT_SECRET"])];
  return `the credentials for Azure lack ${lacking.join(", ")}`;
}

/** A switch that is off proves nothing. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && !["", "false", "0", false].includes(value as string);
}
