import { about, NOT_SET, type Breach, type Rule } from "../rule";

/** The tags that each of the lab's resources on Azure has. */
export interface Tags {
  /** Who answers for the lab. */
  readonly owner: string;
  /** When the lab should be gone, ISO 8601 with a zone. That it is past is no mistake. */
  readonly expiresAt: string;
}

/** Source: Azure Resource Manager, "Resource tags", limitations. */
const LONGEST_VALUE = 256;
const SET_OWNER = 'Run `pulumi config set owner "$(git config user.email)"`';
const SET_EXPIRY = "Run `pulumi config set expiresAt \"$(date -u -d '+8 hours' +%FT%TZ)\"`";

export const TAG_RULES: readonly Rule<Tags>[] = [
  about("owner", "set", (owner) => breachIf(owner === "", NO_OWNER)),
  about("owner", "one line", (owner) => breachIf(owner !== owner.trim() || /\p{Cc}/u.test(owner), RAGGED)),
  about("owner", "length", (owner) => breachIf(owner.length > LONGEST_VALUE, LONG)),
  about("expiresAt", "set", (time) => breachIf(time === "", NO_EXPIRY)),
  about("expiresAt", "form", (time) => breachIf(time !== "" && !FORM.test(time), FORMLESS)),
  about("expiresAt", "on the calendar", (time) => breachIf(FORM.test(time) && !isReal(time), UNREAL)),
];

const NO_OWNER = {
  rule: "must tell who answers for the lab and its cost",
  wayOut: SET_OWNER,
  shown: NOT_SET,
};
const RAGGED = { rule: "must be one line of text without spaces around it", wayOut: SET_OWNER };
const LONG = { rule: `must have at most ${LONGEST_VALUE} letters, as any tag of Azure's`, wayOut: SET_OWNER };
const NO_EXPIRY = { rule: "must tell when the lab should be gone", wayOut: SET_EXPIRY, shown: NOT_SET };
const FORMLESS = {
  // Without quotes YAML makes a date of it, which the engine writes in another form.
  rule: 'must be a time of ISO 8601 with its zone, in a file within quotes: "2026-12-01T18:00:00Z"',
  wayOut: SET_EXPIRY,
};
const UNREAL = { rule: "is a time that no calendar and no clock has", wayOut: SET_EXPIRY };

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

function breachIf(broken: boolean, breach: Breach): Breach | undefined {
  return broken ? breach : undefined;
}

/** JavaScript moves 30 February to March, which nobody meant. */
function isReal(time: string): boolean {
  const day = time.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(Date.parse(time)) || Number.isNaN(midnight.getTime())) return false;
  return midnight.toISOString().startsWith(day);
}
