import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { htmlReport } from "../../../report/html/page";
import { projectDirectory } from "../../../system/paths";
import { wholeRun } from "../../report/wholeRun";
import { openWatched, startBrowser } from "./browser";

/** `npm run screenshots`: the report as people see it, for the documentation and to be looked at. */
const SIZES = [
  { width: 390, height: 1100 },
  { width: 1024, height: 1100 },
  { width: 1920, height: 960 },
];

/** Where the pictures begin. */
const PLACES = [
  { name: "top", anchor: "" },
  { name: "paths", anchor: "#zone-crossing.step.2" },
];

async function main(): Promise<void> {
  const folder = process.argv[2] ?? join(projectDirectory, "docs", "screenshots");
  const scratch = mkdtempSync(join(tmpdir(), "lab-screenshots-"));
  const file = join(scratch, "report.html");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, htmlReport(wholeRun));
  const browser = await startBrowser();
  try {
    for (const viewport of SIZES)
      for (const colorScheme of ["light", "dark"] as const)
        for (const { name, anchor } of PLACES) {
          const watched = await openWatched(browser, pathToFileURL(file).href + anchor, {
            viewport,
            colorScheme,
          });
          const path = join(folder, `report-${name}-${viewport.width}-${colorScheme}.png`);
          await watched.page.screenshot({ path });
          await watched.close();
        }
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true });
  }
}

void main();
