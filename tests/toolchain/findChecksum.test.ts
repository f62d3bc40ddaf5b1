import { findChecksum } from "../../toolchain/findChecksum";

const sha256 = "a1".repeat(32);
const other = "0".repeat(64);

describe("findChecksum", () => {
  it.each([
    ["nothing but the checksum", sha256, sha256],
    ["a newline after it", `${sha256}\n`, sha256],
    ["text mode", `${other}  a\n${sha256}  file\n`, sha256],
    ["binary mode", `${sha256} *file\n`, sha256],
    ["a folder before the name", `${sha256}  dist/file\n`, sha256],
    ["upper case", `${sha256.toUpperCase()}  file\n`, sha256],
    ["only others", `${other}  a\n`, undefined],
    ["a name that ends alike", `${other}  my-file\n`, undefined],
    ["a page instead of a list", "<html>welcome</html>", undefined],
    ["a checksum of another kind", `${sha256}${sha256}  file\n`, undefined],
  ])("%s", (_case, list, expected) => {
    expect(findChecksum(list, "file")).toBe(expected);
  });
});
