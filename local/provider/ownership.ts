import { lchownSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { labDirectory, stateDirectory } from "../../system/paths";
import { failedStartLogs } from "../cluster";

/**
 * Gives the user what root wrote for the lab called `lab` and the user's own programs read: kubeconfig, ssh keys, state, logs. The
 * nodes' disks stay root's. Does nothing for a process that sudo did not start.
 */
export function giveToUser(lab: string): void {
  const user = Number(process.env.SUDO_UID);
  const group = Number(process.env.SUDO_GID);
  if (Number.isNaN(user) || Number.isNaN(group)) return;
  const folder = labDirectory(lab);
  const failed = failedStartLogs(lab);
  const read = [folder, join(folder, "ssh"), join(folder, "logs"), failed];
  const way = [...foldersTo(stateDirectory()), dirname(folder), dirname(failed)];
  for (const path of [...way, ...read, ...read.flatMap(filesIn)]) giveOne(path, user, group);
}

/** From the user's home down, for root may have made the first of them. */
function foldersTo(path: string): string[] {
  const parent = dirname(path);
  return path.startsWith(`${homedir()}/`) && parent !== homedir() ? [...foldersTo(parent), path] : [path];
}

function filesIn(folder: string): string[] {
  return ifThere([], () =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => join(folder, name)),
  );
}

function giveOne(path: string, user: number, group: number): void {
  ifThere(undefined, () => {
    // The link itself, never what it points at: the folder is a user's to write, and this is root.
    lchownSync(path, user, group);
  });
}

function ifThere<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return otherwise;
    throw error;
  }
}
