import { text, type Field } from "../fields";
import { about, type Breach, type Rule } from "../rule";

const DOMAIN = String.raw`[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?`;
const PART = String.raw`[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*`;
const TAG = String.raw`:(?<tag>\w[\w.-]{0,127})`;
const DIGEST = String.raw`@(?<digest>sha256:[0-9a-f]{64})`;
/** Source: the distribution project's grammar of references. */
const FORM = new RegExp(`^(?:${DOMAIN}/)?${PART}(?:/${PART})*(?:${TAG})?(?:${DIGEST})?$`);

/** An image's reference as container runtimes take it. */
export const image: Field<string> = text(
  FORM,
  "must be an image's reference: repository, tag, and best a digest",
  "docker.io/library/nginx:1.28-alpine",
);

interface Images {
  readonly testappImage: string;
  readonly nodeDebuggerImage: string;
  readonly clientImage: string;
}

const KEYS = ["testappImage", "nodeDebuggerImage", "clientImage"] as const;

export const IMAGE_RULES: readonly Rule<Images>[] = KEYS.flatMap((key) => [
  about<Images, typeof key>(key, "one version", floating),
  about<Images, typeof key>(key, "published", unpublished),
]);

function floating(reference: string): Breach | undefined {
  const { tag = "latest", digest } = FORM.exec(reference)?.groups ?? {};
  if (digest !== undefined || tag !== "latest") return undefined;
  return {
    rule: "names no version, so that tomorrow's lab would be another one",
    wayOut: "Add a tag other than latest or, better, a digest",
  };
}

function unpublished(reference: string): Breach | undefined {
  if (!/^(localhost|127\.0\.0\.1)[:/]/.test(reference)) return undefined;
  return { rule: "is an image of this machine, which Azure can't reach", wayOut: "Push it to a registry" };
}
