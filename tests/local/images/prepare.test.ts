import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findImages, storeFolder } from "../../../local/images/find";
import { isMounted, readMade } from "../../../local/images/made";
import { prepareImages } from "../../../local/images/prepare";
import { RECIPE_OF } from "../../../local/images/recipes";
import { withContainerd, type Ctr } from "../../../local/images/temporaryContainerd";
import { run } from "../../../system/command";
import { unreachable } from "../../../system/reachable";
import type { Toolchain } from "../../../toolchain/find";

jest.mock("../../../system/reachable");
jest.mock("../../../system/root", () => ({ isRoot: () => true }));
jest.mock("../../../system/packages");
jest.mock("../../../local/images/debianSources");
jest.mock("../../../local/images/rootFileSystem");
jest.mock("../../../local/images/ociArchive");
jest.mock("../../../local/images/temporaryContainerd");
jest.mock("../../../local/images/made", () => ({
  ...jest.requireActual<object>("../../../local/images/made"),
  isMounted: jest.fn(),
}));

const { testapp } = RECIPE_OF;
const toolchain = {} as Toolchain;

describe("the images", () => {
  const before = process.env.LAB_CACHE;
  let cache: string;
  let messages: string[];
  /** What `ctr` was asked to do, without the labels. */
  let asked: string[];

  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "lab-images-"));
    process.env.LAB_CACHE = cache;
    messages = [];
    jest.mocked(isMounted).mockReturnValue(false);
    reach(() => undefined);
    pulls(() => undefined);
  });

  afterEach(() => {
    process.env.LAB_CACHE = before;
    if (before === undefined) delete process.env.LAB_CACHE;
    rmSync(cache, { recursive: true });
  });

  function reach(why: (registry: string) => string | undefined): void {
    jest.mocked(unreachable).mockImplementation((url) => Promise.resolve(why(url)));
  }

  /** @param fault what makes the pull of an image fail, as a command. */
  function pulls(fault: (published: string) => readonly string[] | undefined): void {
    asked = [];
    const ctr: Ctr = async ([, verb = "", ...args]) => {
      if (verb !== "label") asked.push(`${verb} ${args.at(-1)?.split("/").at(-1)?.split("@")[0] ?? ""}`);
      const command = verb === "pull" ? fault(args.at(-1) ?? "") : undefined;
      return command === undefined ? "" : run(command);
    };
    jest.mocked(withContainerd).mockImplementation(async (_toolchain, root, work) => {
      writeFileSync(join(root, "store"), String(Math.random()));
      return work(ctr);
    });
  }

  const prepare = () => prepareImages(toolchain, { progress: (message) => messages.push(message) });
  const tooMany = (published: string) =>
    published === testapp.published ? ["sh", "-c", "echo 429 Too Many Requests >&2; exit 1"] : undefined;

  it("are pulled where their registries answer", async () => {
    await prepare();
    expect(asked.filter((what) => what.startsWith("pull"))).toEqual([
      "pull nginx:1.28-alpine",
      "pull netshoot:v0.16",
      "pull pause:3.10",
    ]);
    expect(readMade(storeFolder())).toEqual({});
    expect(findImages().images.testapp).toBe(testapp.name);
  });

  it("are made where they don't, which is said and remembered", async () => {
    reach((registry) => (registry.includes("docker.io") ? "ENOTFOUND" : undefined));
    await prepare();
    const why = "registry-1.docker.io does not answer: ENOTFOUND";
    expect(messages).toContain(`${testapp.name}: can't be pulled (${why})`);
    expect(readMade(storeFolder())).toEqual({ [testapp.name]: why });
    expect(asked).toContain("import image.tar");
  });

  it("are made when a pull fails", async () => {
    pulls(tooMany);
    await prepare();
    expect(readMade(storeFolder())).toEqual({
      [testapp.name]: expect.stringContaining("429 Too Many") as string,
    });
  });

  describe("one of which was made", () => {
    beforeEach(async () => {
      pulls(tooMany);
      await prepare();
      messages = [];
      asked = [];
    });

    it("are replaced by pulled ones as soon as that can be", async () => {
      pulls(() => undefined);
      await prepare();
      expect(asked[0]).toBe("pull nginx:1.28-alpine");
      expect(asked).not.toContain("import image.tar");
      expect(readMade(storeFolder())).toEqual({});
      expect(siblings()).toEqual([storeFolder()]);
    });

    it("stay when it can't be pulled again, and nothing else is tried", async () => {
      await prepare();
      expect(asked).toEqual(["pull nginx:1.28-alpine"]);
      expect(messages.at(-1)).toBe(`${testapp.name}: can't be pulled; the one that was made stays`);
      expect(Object.keys(readMade(storeFolder()))).toEqual([testapp.name]);
      expect(siblings()).toEqual([storeFolder()]);
    });

    it("stay while a lab stands on them, which is said", async () => {
      pulls(() => undefined);
      jest.mocked(isMounted).mockReturnValue(true);
      await prepare();
      expect(messages).toEqual([`${testapp.name}: to be pulled when no lab is up`]);
      expect(asked).toEqual([]);
    });

    it("stay without a word where its registry does not answer", async () => {
      reach(() => "ENOTFOUND");
      await prepare();
      expect(messages).toEqual([]);
      expect(asked).toEqual([]);
    });

    function siblings(): string[] {
      const parent = dirname(storeFolder());
      return readdirSync(parent).map((name) => join(parent, name));
    }
  });

  it("that are all pulled are not asked for again", async () => {
    await prepare();
    asked = [];
    await prepare();
    expect(asked).toEqual([]);
    expect(existsSync(`${storeFolder()}.fresh`)).toBe(false);
  });

  it("know a store that is mounted from", () => {
    const { isMounted: real } = jest.requireActual<typeof import("../../../local/images/made")>(
      "../../../local/images/made",
    );
    expect(real("/dev")).toBe(true);
    expect(real(cache)).toBe(false);
  });
});
