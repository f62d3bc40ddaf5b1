import { BEFORE_FILTER, withMarkers } from "../../../experiments/capture/command";
import { CaptureEndedError } from "../../../experiments/capture/endedError";
import { aboutTheUsersFilter } from "../../../experiments/capture/said";

const indent = " ".repeat(BEFORE_FILTER.length);

// What TShark 4.0.17 says, word for word.
const BAD_DISPLAY = `tshark: "YO" is not a valid byte string.
    ${BEFORE_FILTER}http contains YO
    ${indent}              ^~`;
const BAD_CAPTURE = `tshark: Invalid capture filter "${withMarkers("prot 80")}" for interface 'eth0'.

That string isn't a valid capture filter (can't parse filter expression: syntax error).
See the User's Guide for a description of the capture filter syntax.`;

describe("what tshark says of a filter", () => {
  test("is about the user's own words, its caret under the same place", () => {
    expect(aboutTheUsersFilter(BAD_DISPLAY, "port 80")).toBe(
      `tshark: "YO" is not a valid byte string.
    http contains YO
                  ^~`,
    );
    expect(aboutTheUsersFilter(BAD_CAPTURE, "prot 80")).toContain(
      'tshark: Invalid capture filter "prot 80" for',
    );
  });

  test.each(["tshark: Unexpected end of filter expression.", "", "one\n  two\n    three"])(
    "is left as it is where no filter is shown: %j",
    (said) => {
      expect(aboutTheUsersFilter(said, "port 80")).toBe(said);
    },
  );

  test.each([
    [BAD_DISPLAY, 2, "display"],
    ["tshark: Unexpected end of filter expression.", 4, "display"],
    [BAD_CAPTURE, 1, "capture"],
    ["eth0 has no default route", 1, undefined],
    ["", 0, undefined],
    ["gone", null, undefined],
  ])("is told apart from other ends: %#", (said, code, expected) => {
    expect(new CaptureEndedError("node1", code, said).badFilter).toBe(expected);
  });

  test.each([
    [0, "it takes as many packets as its pod has room for, and 60 minutes at most"],
    [124, "it takes as many packets as its pod has room for, and 60 minutes at most"],
    [137, "exit code 137"],
    [null, "a signal ended it"],
  ])("may be nothing: with exit code %j it has ended because %s", (code, why) => {
    expect(new CaptureEndedError("node1", code, "").message).toBe(`the capture on node1 has ended: ${why}`);
  });
});
