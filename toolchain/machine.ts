import { arch } from "node:os";
import { ProblemsError } from "../system/problems";

/** A processor architecture in Go's words; the publishers use the same. */
export type GoArchitecture = "amd64" | "arm64";

/** What programs are made for. */
export interface Platform {
  /** In Go's words too. A Mac runs no lab, but drives one on Azure. */
  readonly os: "linux" | "darwin";
  readonly arch: GoArchitecture;
}

/** @throws ProblemsError on a machine that not all upstream programs are published for. */
export function platform(): Platform {
  return { os: operatingSystem(), arch: goArchitecture() };
}

function operatingSystem(): Platform["os"] {
  if (process.platform === "linux" || process.platform === "darwin") return process.platform;
  const rule = "the programs of a lab are published for linux and darwin";
  const wayOut = "On Windows use WSL, on others a Linux machine";
  throw new ProblemsError([{ key: "system", value: process.platform, rule, wayOut }]);
}

/** @throws ProblemsError on a processor that not all upstream programs are published for. */
export function goArchitecture(): GoArchitecture {
  const seen = arch();
  if (seen === "x64") return "amd64";
  if (seen === "arm64") return "arm64";
  throw new ProblemsError([
    {
      key: "processor",
      value: seen,
      rule: "the lab's programs run on x64 and arm64",
      wayOut: "Use a machine with one of these",
    },
  ]);
}
