import { BEFORE_FILTER, withMarkers } from "./command";

/** What tshark `said` of the filters that it was given, as of those that the user gave: its caret still points to the place. */
export function aboutTheUsersFilter(said: string, captureFilter: string): string {
  const lines = said.replaceAll(withMarkers(captureFilter), captureFilter).split("\n");
  const shown = lines.map((line, i) => {
    if (line.includes(BEFORE_FILTER)) return line.replace(BEFORE_FILTER, "");
    const caret = lines[i - 1]?.includes(BEFORE_FILTER) === true;
    return caret ? line.replace(" ".repeat(BEFORE_FILTER.length), "") : line;
  });
  return shown.join("\n").trim();
}
