import * as identity from "@azure/identity";
import { credentialFor } from "../../../../experiments/targets/azure/credential";

const principal = { ARM_TENANT_ID: "t", ARM_CLIENT_ID: "c" };

test.each([
  { env: {}, kind: "DefaultAzureCredential" },
  { env: principal, kind: "DefaultAzureCredential" },
  { env: { ...principal, ARM_CLIENT_SECRET: "s" }, kind: "ClientSecretCredential" },
  { env: { ...principal, ARM_CLIENT_SECRET: "" }, kind: "DefaultAzureCredential" },
  { env: { ARM_CLIENT_ID: "c", ARM_CLIENT_SECRET: "s" }, kind: "DefaultAzureCredential" },
  { env: { ...principal, ARM_CLIENT_CERTIFICATE_PATH: "/c.pem" }, kind: "ClientCertificateCredential" },
  { env: { ...principal, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "j" }, kind: "ClientAssertionCredential" },
  { env: { ...principal, ARM_OIDC_TOKEN: "j" }, kind: "DefaultAzureCredential" },
  {
    env: { ...principal, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: "/token" },
    kind: "WorkloadIdentityCredential",
  },
  { env: { ARM_USE_MSI: "true" }, kind: "ManagedIdentityCredential" },
  { env: { ARM_USE_MSI: "false" }, kind: "DefaultAzureCredential" },
])("with $env it is $kind", ({ env, kind }) => {
  expect(credentialFor(identity, env).constructor.name).toBe(kind);
});
