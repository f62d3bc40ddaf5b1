import { InvalidArgumentError } from "commander";

/** For options that take a time. @throws InvalidArgumentError, which names the option to the user. */
export function positiveSeconds(text: string): number {
  const seconds = Number(text);
  // The longest that a timer can take, about 24 days, is no limit that a user could meet.
  if (Number.isFinite(seconds) && seconds > 0 && seconds < 2_000_000) return seconds;
  throw new InvalidArgumentError("It must be a number of seconds above 0, such as 20.");
}
