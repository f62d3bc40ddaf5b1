import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { htmlReport } from "../../../report/html/page";
import { projectDirectory } from "../../../system/paths";
import { wholeRun } from "../../report/wholeRun";
import { openWatched, startBrowser } from "./browser";

/** `npm run screenshots`: the report as people see it, for the documentation and to be looked at. */
const SHOTS = [
  { name: "390", width: 390, height: 844 },
  { name: "1024", width: 1024, height: 768 },
  { name: "1920", width: 1920, height: 1080 },
];

/** Where the pictures begin: at the top, and at an experiment. */
const PLACES = [
  { name: "top", anchor: "" },
  { name: "experiment", anchor: "#new-connections" },
  { name: "steps", anchor: "#zone-crossing" },
];

async function main(): Promise<void> {
  const folder = process.argv[2] ?? join(projectDirectory, "docs", "screenshots");
  const scratch = mkdtempSync(join(tmpdir(), "lab-screenshots-"));
  const file = join(scratch, "report.html");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, htmlReport(wholeRun));
  const browser = await startBrowser();
  try {
    for (const { name, width, height } of SHOTS)
      for (const colorScheme of ["light", "dark"] as const)
        for (const place of PLACES) {
          const options = { viewport: { width, height: height * 2 }, colorScheme };
          const watched = await openWatched(browser, pathToFileURL(file).href + place.anchor, options);
          await watched.page.screenshot({
            path: join(folder, `report-${place.name}-${name}-${colorScheme}.png`),
          });
          await watched.close();
        }
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true });
  }
}

void main();
