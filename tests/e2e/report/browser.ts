import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { ensurePackages } from "../../../system/packages";
import { isRoot } from "../../../system/root";

/** Debian's Chromium, without a window; installed when it is missing. @throws ProblemsError with the way out when it can't be. */
export async function startBrowser(): Promise<Browser> {
  await ensurePackages({ progress: tell, purposes: ["browser"] });
  return chromium.launch({
    executablePath: programOnPath("chromium"),
    // As root it has no sandbox to offer; what it opens here is our own.
    args: ["--disable-gpu", ...(isRoot() ? ["--no-sandbox"] : [])],
  });
}

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

function programOnPath(name: string): string {
  const paths = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  const found = paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`${name} is not on PATH`);
  return found;
}

/** A page in a browser of its own, with all that it complained of and all that it asked the network for. */
export interface Watched {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function openWatched(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== url.replace(/#.*/, "")) requests.push(request.url());
  });
  await page.goto(url);
  return { page, complaints, requests, close: () => context.close() };
}
