import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { labDirectory } from "../../system/paths";
import { replaceFile } from "../../system/replaceFile";
import { kubeconfigOf } from "../livingLab";
import type { AzureLab, AzureOutputs } from "./outputs";

/** Keeps what `outputs` tell in the lab's folder, the kubeconfig for this user's eyes only. */
export function keepAzureLab(stack: string, { lab, kubeconfig }: AzureOutputs): void {
  mkdirSync(labDirectory(stack), { recursive: true, mode: 0o700 });
  replaceFile(kubeconfigOf(stack), kubeconfig);
  replaceFile(fileOf(stack), `${JSON.stringify(lab, null, 2)}\n`);
}

/** The lab on Azure that the folder of `stack` tells of, whether or not it still is there. */
export function keptAzureLab(stack: string): AzureLab | undefined {
  if (!existsSync(fileOf(stack))) return undefined;
  return JSON.parse(readFileSync(fileOf(stack), "utf8")) as AzureLab;
}

/** Removes what {@link keepAzureLab} and kubectl left; a lab on this machine it does not touch. */
export function forgetAzureLab(stack: string): void {
  if (keptAzureLab(stack) !== undefined) rmSync(labDirectory(stack), { recursive: true, force: true });
}

function fileOf(stack: string): string {
  return join(labDirectory(stack), "azure.json");
}
