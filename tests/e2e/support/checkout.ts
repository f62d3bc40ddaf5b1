import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectDirectory } from "../../../system/paths";
import { isTestFolder, makeTestFolder } from "./testFolder";

/** A fresh clone of the working tree with a state folder of its own: what a command leaves behind shows in it. */
export interface Checkout {
  readonly project: string;
  readonly state: string;
}

export function makeCheckout(): Checkout {
  const root = makeTestFolder();
  const project = join(root, "project");
  mkdirSync(project);
  const files = git(
    projectDirectory,
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "--deduplicate",
  );
  execFileSync("cp", ["--parents", "--target-directory", project, ...existing(files)], {
    cwd: projectDirectory,
  });
  symlinkSync(join(projectDirectory, "node_modules"), join(project, "node_modules"));
  git(project, "init", "--quiet");
  // The pattern for the folder does not match the link.
  appendFileSync(join(project, ".git", "info", "exclude"), "node_modules\n");
  git(project, "add", "--all");
  git(
    project,
    "-c",
    "user.name=test",
    "-c",
    "user.email=test@localhost",
    "commit",
    "--quiet",
    "--message=All",
  );
  return { project, state: join(root, "state") };
}

/** What `git status` would tell the user. */
export function changedFiles({ project }: Checkout): string[] {
  return lines(git(project, "status", "--porcelain"));
}

/** @throws for what {@link makeCheckout} did not make: the folder above it is none of a test's. */
export function removeCheckout({ project }: Checkout): void {
  const root = dirname(project);
  if (!isTestFolder(root)) throw new Error(`"${project}" is no checkout of a test`);
  rmSync(root, { recursive: true, force: true });
}

/** A file deleted but not yet committed is still listed. */
function existing(files: string): string[] {
  const deleted = new Set(lines(git(projectDirectory, "ls-files", "--deleted")));
  return lines(files).filter((file) => !deleted.has(file));
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8", maxBuffer: 1e8 });
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
