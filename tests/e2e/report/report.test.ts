import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { htmlReport } from "../../../report/html/page";
import { EVIL, hostileRun } from "../../report/hostile";
import { wholeRun } from "../../report/wholeRun";
import { openWatched, startBrowser, type Watched } from "./browser";

const scratch = mkdtempSync(join(tmpdir(), "lab-report-"));
const WHOLE = fileOf("whole.html", htmlReport(wholeRun));
const HOSTILE = fileOf("hostile.html", htmlReport(hostileRun()));
const SIZES = [390, 1024, 1920] as const;
const SCHEMES = ["light", "dark"] as const;

let browser: Browser;

// Chromium may have to be installed first.
beforeAll(async () => {
  browser = await startBrowser();
}, 600_000);

afterAll(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

jest.setTimeout(120_000);

function fileOf(name: string, text: string): string {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

/** Opens it, and asserts in the end that the page complained of nothing and asked for nothing. */
async function withPage(
  url: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const watched: Watched = await openWatched(browser, url, options);
  try {
    await use(watched.page);
    expect(watched.complaints).toEqual([]);
    expect(watched.requests).toEqual([]);
  } finally {
    await watched.close();
  }
}

describe.each(SIZES.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme }))))(
  "the report of a run of all, $width pixels wide and $colorScheme",
  ({ width, colorScheme }) => {
    const options = { viewport: { width, height: 900 }, colorScheme };

    test("complains of nothing, asks for nothing, fits, and can be read by all", async () => {
      await withPage(WHOLE, options, async (page) => {
        // Of the long tables one: they are alike, and axe takes minutes for all of them.
        await page.locator("details:has(.raw) summary").first().click();
        for (const summary of await page.locator("details:has(.seen) summary").all()) await summary.click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await violations(page)).toEqual([]);
      });
    });
  },
);

/** What axe finds against WCAG 2.2 A and AA, contrast included. */
async function violations(page: Page): Promise<readonly string[]> {
  // Not by a script element, which the page's own policy refuses.
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] })`,
  );
  return (found as AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary ?? ""}`),
  );
}

const DESK = { viewport: { width: 1024, height: 900 } };

describe("by keyboard", () => {
  test("everything is reached in order: skip link, experiments, anchors, requests, filter, sorting", async () => {
    await withPage(WHOLE, DESK, async (page) => {
      await page.keyboard.press("Tab");
      expect(await focused(page)).toBe("Skip to the experiments");
      await tabTo(page, "Link to the finding one-entry-node");
      expect(
        await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).opacity),
      ).toBe("1");
      await tabTo(page, "All 10 requests");
      await page.keyboard.press("Enter");
      await tabTo(page, "Filter");
      await page.keyboard.type("K3F9 0007");
      expect(await shownRows(page)).toEqual(["k3f9-keep-alive-0007"]);
      expect(await page.locator("output").first().textContent()).toBe("1 of 10 requests");
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Delete");
      await tabTo(page, "ms");
      await page.keyboard.press("Enter");
      const up = await column(page, "ms");
      expect(up).toEqual([...up].sort((a, b) => a - b));
      await page.keyboard.press("Enter");
      expect(await column(page, "ms")).toEqual([...up].reverse());
      expect(await page.locator('#keep-alive th[aria-sort="descending"]').count()).toBe(1);
    });
  });

  async function tabTo(page: Page, name: string): Promise<void> {
    for (let i = 0; i < 60; i++) {
      if ((await focused(page)) === name) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never came to ${name}`);
  }

  function focused(page: Page): Promise<string | undefined> {
    return page.evaluate(() => {
      const { activeElement } = document;
      const label = activeElement?.getAttribute("aria-label") ?? activeElement?.closest("label")?.textContent;
      return label ?? activeElement?.textContent.trim();
    });
  }

  function shownRows(page: Page): Promise<string[]> {
    return page.locator("#keep-alive .raw tbody tr:visible td:first-child").allTextContents();
  }

  async function column(page: Page, title: string): Promise<number[]> {
    const titles = await page.locator("#keep-alive .raw thead th").allTextContents();
    const cells = page.locator(`#keep-alive .raw tbody td:nth-child(${titles.indexOf(title) + 1})`);
    return (await cells.allTextContents()).map(Number);
  }
});

test("an address leads to one request, in a table that was folded up", async () => {
  await withPage(`${WHOLE}#request.new-connections.3`, DESK, async (page) => {
    const row = page.locator('[id="request.new-connections.3"]');
    await row.waitFor({ state: "visible" });
    expect(await row.locator("td").first().textContent()).toBe("k3f9-new-connections-0004");
  });
});

test("without scripts the tables are plain ones", async () => {
  const watched = await openWatched(browser, WHOLE, { ...DESK, javaScriptEnabled: false });
  const rows = wholeRun.experiments.reduce((sum, { requests }) => sum + requests.length, 0);
  expect(await watched.page.locator(".raw tbody tr").count()).toBe(rows);
  expect(await watched.page.locator("button, input").count()).toBe(0);
  await watched.close();
});

test("what came from outside stays text", async () => {
  await withPage(HOSTILE, DESK, async (page) => {
    const text = EVIL.replace("\u202e", "\ufffd");
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.locator(".raw tbody td").first().textContent()).toBe(text);
    expect(await page.title()).toContain(text);
  });
});

test("on paper it is light, whole, and without what only a screen needs", async () => {
  await withPage(WHOLE, { ...DESK, colorScheme: "dark" }, async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    await page.setViewportSize({ width: 690, height: 900 });
    expect(await page.locator(".narrow:visible").count()).toBe(0);
    expect(await page.locator(".anchor:visible, .tools:visible, .skip:visible").count()).toBe(0);
    const file = join(scratch, "report.pdf");
    await page.pdf({ path: file, format: "A4" });
    expect(statSync(file).size).toBeGreaterThan(50_000);
  });
});
