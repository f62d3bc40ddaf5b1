import type * as Identity from "@azure/identity";
import type { TokenCredential } from "@azure/identity";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Who asks Azure, by the same variables as for Pulumi's provider: a service principal's (ARM_*), a managed identity, or else
 * whatever the Azure SDK finds on this machine, such as `az login`. Nothing is asked yet.
 */
export function credentialFor(identity: typeof Identity, env: Variables): TokenCredential {
  const { ARM_TENANT_ID: tenant = "", ARM_CLIENT_ID: client = "" } = env;
  const principal = tenant === "" || client === "" ? undefined : principalFor(identity, tenant, client, env);
  if (principal !== undefined) return principal;
  if (env.ARM_USE_MSI === "true")
    return new identity.ManagedIdentityCredential(client === "" ? {} : { clientId: client });
  return new identity.DefaultAzureCredential();
}

function principalFor(
  identity: typeof Identity,
  tenant: string,
  client: string,
  env: Variables,
): TokenCredential | undefined {
  const {
    ARM_CLIENT_SECRET: secret = "",
    ARM_CLIENT_CERTIFICATE_PATH: certificatePath = "",
    ARM_CLIENT_CERTIFICATE_PASSWORD: certificatePassword,
    ARM_OIDC_TOKEN: token = "",
    ARM_OIDC_TOKEN_FILE_PATH: tokenFilePath = "",
  } = env;
  if (secret !== "") return new identity.ClientSecretCredential(tenant, client, secret);
  if (certificatePath !== "") {
    const password = certificatePassword === undefined ? {} : { certificatePassword };
    return new identity.ClientCertificateCredential(tenant, client, { certificatePath, ...password });
  }
  if (env.ARM_USE_OIDC !== "true") return undefined;
  if (token !== "")
    return new identity.ClientAssertionCredential(tenant, client, () => Promise.resolve(token));
  if (tokenFilePath !== "")
    return new identity.WorkloadIdentityCredential({ tenantId: tenant, clientId: client, tokenFilePath });
  return undefined;
}
