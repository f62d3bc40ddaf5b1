import { DaemonSet, Deployment } from "@pulumi/kubernetes/apps/v1";
import { ConfigMap, Namespace, Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { RawConfig } from "../../config/labConfig";
import { asEngineGives } from "../config/raw";
import { recordProgram, type Mode, type Recording } from "./recordProgram";

export type Exports = Readonly<Record<string, unknown>>;

// The SDKs are loaded once, here: they hold the stand-in for the engine, and loading them anew for each run takes seconds.
const SDKS = {
  "@pulumi/pulumi": pulumi,
  "@pulumi/kubernetes/provider": { Provider },
  "@pulumi/kubernetes/apps/v1": { DaemonSet, Deployment },
  "@pulumi/kubernetes/core/v1": { ConfigMap, Namespace, Service, ServiceAccount },
};

/** Modules by name, which index.ts gets in place of loading them. */
export type Modules = Readonly<Record<string, unknown>>;

/** Runs index.ts anew as a stack with this configuration. */
export function runIndex(
  config: RawConfig,
  mode: Mode,
  modules: Modules = {},
  stack = "test",
): Promise<Recording<Exports>> {
  return recordProgram(mode, () => loadIndex(config, modules), stack);
}

/** What index.ts exports under this configuration. To be called within `recordProgram`. */
export function loadIndex(config: RawConfig, modules: Modules = {}): Exports {
  pulumi.runtime.setAllConfig(asEngineGives(config));
  let exports: Exports = {};
  jest.isolateModules(() => {
    for (const [name, sdk] of Object.entries({ ...SDKS, ...modules })) jest.doMock(name, () => sdk);
    exports = jest.requireActual<Exports>("../../index");
  });
  return exports;
}

/** What the engine would show of the stack's outputs, secrets in the clear; `secret` are the names of those that are. */
export async function shown(exports: Exports): Promise<{ values: Exports; secret: readonly string[] }> {
  const secret: string[] = [];
  for (const [name, value] of Object.entries(exports))
    if (pulumi.Output.isInstance(value) && (await pulumi.isSecret(value))) secret.push(name);
  const values = await new Promise<Exports>((resolve) => {
    pulumi.output(exports).apply((all) => {
      resolve(all);
    });
  });
  return { values, secret };
}
