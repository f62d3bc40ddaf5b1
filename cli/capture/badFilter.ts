import { CaptureEndedError } from "../../experiments/capture/endedError";
import { ProblemsError } from "../../system/problems";

const WAYS_OUT = {
  display: 'Such as http.request, tcp.port == 80 or http contains "YO"; `man wireshark-filter` has it all',
  capture: "Such as port 80 or host 10.240.0.4; `man pcap-filter` has it all",
};

/** What tshark says against a filter of the user's, as the problem that it is; any other error as it came. */
export function aboutFilters(
  error: unknown,
  { filter, captureFilter }: { readonly filter: string; readonly captureFilter: string },
): unknown {
  if (!(error instanceof CaptureEndedError) || error.badFilter === undefined) return error;
  const key = error.badFilter === "capture" ? "--capture-filter" : "--filter";
  const value = error.badFilter === "capture" ? captureFilter : filter;
  // Under each other, so that the caret stays where it points.
  const rule = error.said.split("\n").join(`\n${" ".repeat(key.length + 4)}`);
  return new ProblemsError([{ key, value, rule, wayOut: WAYS_OUT[error.badFilter] }]);
}
