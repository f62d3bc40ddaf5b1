import { homedir } from "node:os";
import { join } from "node:path";

const APPLICATION = "aks-lb-lab";

/**
 * Where everything that is costly to make and safe to lose is kept: programs, images. `LAB_CACHE` wins,
 * then the XDG base directory specification's `XDG_CACHE_HOME`.
 */
export function cacheDirectory(): string {
  return process.env.LAB_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), APPLICATION);
}

/**
 * Where running labs keep what they are: one folder a lab, and Pulumi's own state where no backend was chosen.
 * `LAB_STATE` wins, then `XDG_STATE_HOME`.
 */
export function stateDirectory(): string {
  return (
    process.env.LAB_STATE ??
    join(process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), APPLICATION)
  );
}

/** Pulumi's own folder of plugins and credentials. */
export function pulumiHome(): string {
  return process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
}

/** The one folder of the lab called `name`; it exists as long as the lab does. */
export function labDirectory(name: string): string {
  return join(stateDirectory(), "labs", name);
}

/** The root of this project's checkout, wherever the command was started. */
export const projectDirectory = join(__dirname, "..");
