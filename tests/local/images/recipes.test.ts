import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseIndexTargets } from "../../../local/images/debianSources";
import { findImages } from "../../../local/images/find";
import { RECIPE_OF, RECIPES, recipesKey } from "../../../local/images/recipes";

const recipes = Object.entries(RECIPE_OF);

describe.each(recipes)("the recipe of %s", (_key, recipe) => {
  it("pins the published image by a digest, not only by a tag", () => {
    expect(recipe.published).toMatch(/^[a-z0-9.]+\/[a-z/.-]+:[^@]+@sha256:[0-9a-f]{64}$/);
  });

  it("has a local name that no registry answers for", () => {
    expect(recipe.name).toMatch(/^localhost\/lab\/[a-z-]+:\d+$/);
  });

  it("has its script", () => {
    expect(existsSync(join(RECIPES, recipe.script))).toBe(true);
  });
});

describe("the recipes", () => {
  it("share no name", () => {
    expect(new Set(recipes.map(([, { name }]) => name)).size).toBe(recipes.length);
  });

  it("have a key that stays while nothing changes", () => {
    expect(recipesKey()).toBe(recipesKey());
    expect(recipesKey()).toMatch(/^[0-9a-f]{16}$/);
  });

  it("run testapp as a user that Pod Security's restricted level admits", () => {
    expect(RECIPE_OF.testapp.user).toBe("101:101");
  });
});

describe("findImages", () => {
  const before = { ...process.env };

  afterEach(() => {
    process.env = { ...before };
  });

  it("says what to do when the images are not there", () => {
    const cache = mkdtempSync(join(tmpdir(), "lab-images-test-"));
    process.env.LAB_CACHE = cache;
    expect(findImages).toThrow(/^images: .*must be there\. Run `npx lab prepare`$/);
    rmSync(cache, { recursive: true });
  });
});

describe("parseIndexTargets", () => {
  it("keeps each of Debian's sources once, and no third party's", () => {
    const printed = [
      "Debian deb http://mirror.example/debian/ bookworm main",
      "Debian deb http://mirror.example/debian/ bookworm main",
      "Debian deb http://mirror.example/debian-security/ bookworm-security main",
      "Third deb http://third.example/apt/ stable main",
      "$(ORIGIN) deb http://unknown.example/ stable main",
      "",
    ].join("\n");
    expect(parseIndexTargets(printed)).toEqual([
      "deb http://mirror.example/debian/ bookworm main",
      "deb http://mirror.example/debian-security/ bookworm-security main",
    ]);
  });

  it("takes Ubuntu's too", () => {
    expect(parseIndexTargets("Ubuntu deb http://mirror.example/ubuntu noble main")).toEqual([
      "deb http://mirror.example/ubuntu noble main",
    ]);
  });
});
