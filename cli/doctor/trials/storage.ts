import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { shellWord } from "../../../system/quoting";
import { check, type Check } from "../check";
import type { Outcomes, Trial } from "./trial";

/** A folder of the lab's that the user can have elsewhere: the variable that says where, and where it is now. */
export interface Place {
  readonly variable: "LAB_CACHE" | "LAB_STATE";
  readonly folder: string;
}

/** Containers' files are overlays whose upper layers lie in a folder of the lab's; a whiteout is what a removed file becomes there. */
const OVERLAY = `folder=$(mktemp -d "$1/.lab-doctor-XXXXXX")
trap 'cd /; umount "$folder/all" 2>/dev/null || :; rm -rf "$folder"' EXIT
cd "$folder"
mkdir one two upper work all
echo 1 >one/file
mount -t overlay overlay -o lowerdir=one:two,upperdir=upper,workdir=work all
echo 2 >all/new
rm all/file`;

/** Programs are started from there. */
const EXECUTABLE = `file=$(mktemp "$1/.lab-doctor-XXXXXX")
trap 'rm -f "$file"' EXIT
echo '#!/bin/sh' >"$file"
chmod +x "$file"
"$file"`;

export function storageTrials(places: readonly Place[]): Trial[] {
  return places.flatMap(({ variable, folder }) => {
    const inFolder = (script: string): string => `set -- ${shellWord(nearestExisting(folder))}\n${script}`;
    const overlay: Trial = { name: variable, where: "own", script: inFolder(OVERLAY) };
    if (variable === "LAB_STATE") return [overlay];
    return [overlay, { name: `${variable} programs`, where: "own", script: inFolder(EXECUTABLE) }];
  });
}

export function storageChecks(places: readonly Place[], outcomes: Outcomes, mounts = readMounts()): Check[] {
  return places.flatMap(({ variable, folder }) => {
    const [overlay, programs] = [outcomes(variable), outcomes(`${variable} programs`)];
    if (overlay === undefined) return [];
    const type = fileSystemOf(nearestExisting(folder), mounts);
    const noexec = programs?.works === false;
    const works = overlay.works && !noexec;
    const found = works
      ? `${type}, works`
      : `${folder} is on ${type}: ${noexec ? "no program may be started there" : short(overlay.words)}`;
    const wayOut = `Set ${variable} to a folder on ext4, xfs, btrfs or tmpfs, such as \`${variable}=${example(variable)}\`, in every shell that uses the lab`;
    return [check(variable, "layers of containers (overlay mounts)", found, works, wayOut)];
  });
}

/** What mount(8) says around the kernel's own words helps nobody. */
function short(words: string): string {
  return words.replace(/\s+dmesg\(1\) may have more.*$/, "").trim();
}

function example(variable: Place["variable"]): string {
  return variable === "LAB_CACHE" ? "/srv/lab/cache" : "/srv/lab/state";
}

/** The nearest folder that is there, without links. */
export function nearestExisting(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : nearestExisting(dirname(folder));
}

function readMounts(): string {
  return readFileSync("/proc/self/mountinfo", "utf8");
}

/** The type of the file system that `folder` is on, by the lines of /proc/self/mountinfo; a later mount hides an earlier one. */
export function fileSystemOf(folder: string, mountinfo: string): string {
  let best = { point: "", type: "an unknown file system" };
  for (const line of mountinfo.split("\n")) {
    const [, , , , escaped = ""] = line.split(" ");
    const type = / - (\S+)/.exec(line)?.[1];
    const point = escaped.replaceAll(/\\(\d{3})/g, (_, code: string) =>
      String.fromCharCode(parseInt(code, 8)),
    );
    const inside = folder === point || folder.startsWith(point.endsWith("/") ? point : `${point}/`);
    if (type !== undefined && point !== "" && inside && point.length >= best.point.length)
      best = { point, type };
  }
  return best.type;
}
