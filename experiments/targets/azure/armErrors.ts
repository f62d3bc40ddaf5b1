import { ProblemsError, type Problem } from "../../../system/problems";

/** What is asked of Azure Resource Manager, for messages. */
export interface Question {
  /** As the object of a sentence: `the rules of load balancer kubernetes`. */
  readonly what: string;
  /** The permission it takes, as Azure's roles name it: `Microsoft.Network/loadBalancers/read`. */
  readonly action: string;
  readonly resourceGroup: string;
}

/** Azure asks to wait for longer than anybody would. */
export class ThrottledError extends Error {
  constructor({ what }: Question) {
    super(
      `Azure throttles this subscription (HTTP 429) and was asked for ${what} at its own pace in vain: ` +
        "try again in some minutes",
    );
    this.name = "ThrottledError";
  }
}

/** The resource is not there: not yet, where Azure is still making it. */
export class NotThereError extends Error {
  constructor({ what, resourceGroup }: Question, cause: unknown) {
    super(`Azure does not have ${what} in resource group ${resourceGroup} (yet)`, { cause });
    this.name = "NotThereError";
  }
}

interface AzureError extends Error {
  readonly statusCode?: number;
  readonly code?: string;
}

/** The errors of @azure/identity for a machine where nobody is logged in, or no longer. */
const NO_CREDENTIALS: ReadonlySet<string> = new Set([
  "AggregateAuthenticationError",
  "AuthenticationError",
  "AuthenticationRequiredError",
  "CredentialUnavailableError",
]);

/** Entra ID's codes for logins that were good once. */
const EXPIRED = /AADSTS(?:50078|50173|70043|70044|700082|700084)|\bexpired\b/i;

/** What the Azure SDK threw, as a person can use it: a ProblemsError with a way out wherever there is one. */
export function explained(error: unknown, question: Question): unknown {
  if (!(error instanceof Error)) return error;
  const problem = problemOf(error, question);
  if (problem !== undefined) return new ProblemsError([problem]);
  const { statusCode, code } = error as AzureError;
  if (statusCode === 429) return new ThrottledError(question);
  if (statusCode === 404 && code !== "ResourceGroupNotFound") return new NotThereError(question, error);
  return new Error(`asking Azure for ${question.what}: ${firstLine(error)}`, { cause: error });
}

function problemOf(error: AzureError, question: Question): Problem | undefined {
  const { statusCode, code } = error;
  if (NO_CREDENTIALS.has(error.name)) return loginProblem(error, EXPIRED.test(error.message));
  if (statusCode === 401) return loginProblem(error, true);
  if (statusCode === 403) return forbidden(error, question);
  if (code === "SubscriptionNotFound" || code === "InvalidSubscriptionId") return wrongSubscription(error);
  if (code === "ResourceGroupNotFound") return groupGone(error, question);
  return undefined;
}

function loginProblem(error: Error, wasOnce: boolean): Problem {
  return {
    key: "Azure login",
    value: wasOnce ? firstLine(error) : "none was found on this machine",
    rule: wasOnce ? "has expired or is not for this tenant" : "Azure answers only those it knows",
    wayOut:
      `Log in ${wasOnce ? "again " : ""}with \`az login\` (\`--tenant ID\` where you have several), ` +
      "or set ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET of a service principal",
  };
}

function forbidden(error: Error, { what, action, resourceGroup }: Question): Problem {
  return {
    key: "Azure role",
    value: firstLine(error),
    rule: `${what} takes ${action} on resource group ${resourceGroup}`,
    wayOut:
      "Have an owner give you the role Contributor on the subscription; a new role counts within some minutes, after `az login`",
  };
}

function wrongSubscription(error: Error): Problem {
  return {
    key: "Azure subscription",
    value: firstLine(error),
    rule: "must be the one that the stack was made in",
    wayOut: "See `az account list --output table`, and log in to its tenant with `az login --tenant ID`",
  };
}

function groupGone(error: Error, { resourceGroup }: Question): Problem {
  return {
    key: "resource group",
    value: resourceGroup,
    rule: `is not there: ${firstLine(error)}`,
    wayOut:
      "The cluster was deleted without Pulumi: `PULUMI_K8S_DELETE_UNREACHABLE=true npx lab pulumi --stack STACK refresh` " +
      "takes note, `npx lab up --stack STACK` makes it anew",
  };
}

/** Azure's messages go on about troubleshooting for pages. */
function firstLine({ message }: Error): string {
  const [line = ""] = message.split("\n");
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
