import { text, type Field, type Unread } from "../fields";

/** Source: Azure Resource Manager, "Resource tags", limitations. */
const LONGEST_VALUE = 256;
const SET_OWNER = 'Run `pulumi config set owner "$(git config user.email)"`';
const SET_EXPIRY = "Run `pulumi config set expiresAt \"$(date -u -d '+8 hours' +%FT%TZ)\"`";

/** Who answers for the lab: a tag's value. */
export const owner: Field<string> = (raw) => {
  return badOwner(raw) ?? { value: String(raw) };
};

/** What is wrong with an owner's tag. */
export function badOwner(value: unknown): Unread | undefined {
  if (value === undefined || value === "") {
    return { rule: "must tell who answers for the lab and its cost", wayOut: SET_OWNER, shown: "(not set)" };
  }
  if (typeof value !== "string" || value !== value.trim() || /\p{Cc}/u.test(value)) {
    return { rule: "must be one line of text without spaces around it", wayOut: SET_OWNER };
  }
  if (value.length <= LONGEST_VALUE) return undefined;
  return { rule: `must have at most ${LONGEST_VALUE} letters, as any tag of Azure's`, wayOut: SET_OWNER };
}

/** When the lab should be gone: a tag's value, ISO 8601 with a zone. That it is past is no mistake. */
export const expiresAt: Field<string> = (raw) => {
  return badExpiry(raw) ?? { value: String(raw) };
};

const FORM = text(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/,
  "must be a time of ISO 8601 with its zone, such as 2026-12-01T18:00:00Z",
  "",
);

/** What is wrong with an expiry's tag. */
export function badExpiry(value: unknown): Unread | undefined {
  if (value === undefined || value === "") {
    return { rule: "must tell when the lab should be gone", wayOut: SET_EXPIRY, shown: "(not set)" };
  }
  const form = FORM(value);
  if (!("value" in form)) return { rule: form.rule, wayOut: SET_EXPIRY };
  if (isOnTheCalendar(form.value)) return undefined;
  return { rule: "is a time that no calendar has", wayOut: SET_EXPIRY };
}

/** JavaScript moves 30 February to March, which nobody meant. */
function isOnTheCalendar(time: string): boolean {
  const day = time.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(Date.parse(time)) || Number.isNaN(midnight.getTime())) return false;
  return midnight.toISOString().startsWith(day);
}
