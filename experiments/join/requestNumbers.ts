/** Tells which of a list of requests an id is of: its place in the list, `undefined` for none of them. */
export interface RequestNumbers {
  readonly count: number;
  /** @param from where in `text` the id begins; it goes on to the end. */
  of(text: string, from: number): number | undefined;
}

/**
 * Numbers `ids` by their first place. The ids of one experiment are alike but for the digits at their end, and then these say where
 * to look; others are looked up one by one, which takes several times as long.
 */
export function numberRequests(ids: readonly string[]): RequestNumbers {
  return byDigits(ids) ?? byText(ids);
}

function byText(ids: readonly string[]): RequestNumbers {
  const numbers = new Map<string, number>();
  for (const id of ids) if (!numbers.has(id)) numbers.set(id, numbers.size);
  return { count: numbers.size, of: (text, from) => numbers.get(text.slice(from)) };
}

const DIGITS_AT_END = /^(.*?)(\d{1,9})$/s;

function byDigits(ids: readonly string[]): RequestNumbers | undefined {
  const [, head, digits] = DIGITS_AT_END.exec(ids[0] ?? "") ?? [];
  if (head === undefined || digits === undefined) return undefined;
  const length = head.length + digits.length;
  const values = ids.map((id) =>
    id.startsWith(head) && id.length === length ? valueOf(id, head.length) : -1,
  );
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  // Numbers far apart would take more room than they are worth.
  if (values.includes(-1) || highest > 16 * ids.length + 1024) return undefined;
  const places = new Int32Array(highest + 1).fill(-1);
  let count = 0;
  for (const value of values) if (places[value] === -1) places[value] = count++;
  return {
    count,
    of(text, from) {
      if (text.length - from !== length || !text.startsWith(head, from)) return undefined;
      const place = places[valueOf(text, from + head.length)];
      return place === undefined || place < 0 ? undefined : place;
    },
  };
}

/** The whole number that `text` ends with; -1 where something else than digits is there. */
function valueOf(text: string, from: number): number {
  let value = 0;
  for (let i = from; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
