import { arch } from "node:os";
import { ProblemsError } from "../system/problems";

/** A processor architecture in Go's words; the publishers use the same. */
export type GoArchitecture = "amd64" | "arm64";

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
