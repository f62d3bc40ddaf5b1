import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { answerTo, stateOf } from "./cloud";

/** A resource as the program asked the engine for it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** Name of the parent, empty for one at the top. */
  readonly parent: string;
  /** Name of the provider instance; empty: the default one. */
  readonly provider: string;
  /** Name of the resource that takes this one along when it is deleted. */
  readonly deletedWith: string;
  readonly secretOutputs: readonly string[];
  /** Names of the resources that come before this one and outlive it, sorted: those in its inputs, and those of `dependsOn`. */
  readonly dependencies: readonly string[];
  readonly replacing: Replacing;
  /** Go durations, by operation; empty: the provider's own. */
  readonly timeouts: Readonly<Record<string, string>>;
  /** As they went to the engine: a secret is an envelope, see {@link unwrap}. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What makes a resource anew, and how. */
export interface Replacing {
  readonly onChanges: readonly string[];
  /** Names of the resources whose replacement replaces this one. */
  readonly with: readonly string[];
  readonly deleteFirst: boolean;
}

/** A question to a provider. */
export interface Call {
  readonly token: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Recording<T> {
  readonly resources: readonly Registration[];
  readonly calls: readonly Call[];
  /** What components registered as their outputs, by the component's name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly result: T;
}

export type Mode = "preview" | "update";

/**
 * Runs `program` against a stand-in for the engine, which refuses what it does not know, and returns once everything it asked for has
 * been recorded. In a preview what a provider would only know afterwards is unknown.
 */
export async function recordProgram<T>(mode: Mode, program: () => T, stack = "test"): Promise<Recording<T>> {
  const preview = mode === "preview";
  const calls: Call[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => ({
        id: preview ? undefined : `${name}-id`,
        state: stateOf(type, inputs as Record<string, unknown>, preview),
      }),
      call: ({ token, inputs }) => {
        calls.push({ token, inputs: inputs as Call["inputs"] });
        return answerTo(token);
      },
    },
    "aks-lb-lab",
    stack,
    preview,
  );
  const { resources, outputs } = listen(pulumi.runtime.getMonitor() as unknown as MockMonitor);
  // Pulumi keeps a stack trace of every promise, and jest maps every line of it to its source.
  const lines = Error.stackTraceLimit;
  Error.stackTraceLimit = FEW;
  try {
    const result = program();
    // Waits for every request that is on its way, and for those that these lead to.
    await pulumi.runtime.disconnect();
    return { resources, calls, outputs, result };
  } finally {
    Error.stackTraceLimit = lines;
  }
}

const FEW = 5;

/** Mocks are told neither parent nor options: the request itself has them. */
function listen(monitor: MockMonitor): Pick<Recording<unknown>, "outputs"> & { resources: Registration[] } {
  const resources: Registration[] = [];
  const outputs: Record<string, Record<string, unknown>> = {};
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: RegisterResourceRequest, callback) => {
    resources.push(registrationOf(request));
    return register(request, callback);
  };
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request: RegisterResourceOutputsRequest, callback) => {
    outputs[nameIn(request.getUrn())] = request.getOutputs()?.toJavaScript() ?? {};
    registerOutputs(request, callback);
  };
  return { resources, outputs };
}

function registrationOf(request: RegisterResourceRequest): Registration {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: nameIn(request.getParent()),
    provider: nameIn(request.getProvider().replace(/::[^:]*$/, "")),
    deletedWith: nameIn(request.getDeletedwith()),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    dependencies: request.getDependenciesList().map(nameIn).sort(),
    replacing: {
      onChanges: request.getReplaceonchangesList(),
      with: request.getReplaceWithList().map(nameIn),
      deleteFirst: request.getDeletebeforereplace(),
    },
    timeouts: timeoutsOf(request),
    inputs: request.getObject()?.toJavaScript() ?? {},
  };
}

function timeoutsOf(request: RegisterResourceRequest): Registration["timeouts"] {
  const timeouts = request.getCustomtimeouts();
  if (timeouts === undefined) return {};
  const given = {
    create: timeouts.getCreate(),
    update: timeouts.getUpdate(),
    delete: timeouts.getDelete(),
  };
  return Object.fromEntries(Object.entries(given).filter(([, duration]) => duration !== ""));
}

function nameIn(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** What is in a secret's envelope. @throws when `value` is not a secret. */
export function unwrap(value: unknown): unknown {
  expect(value).toMatchObject(SECRET);
  return (value as { value: unknown }).value;
}

/** The resource of this name. @throws when there is none. */
export function named({ resources }: Recording<unknown>, name: string): Registration {
  const found = resources.find((resource) => resource.name === name);
  if (found === undefined)
    throw new Error(`no ${name} among ${resources.map((each) => each.name).join(", ")}`);
  return found;
}

/** What a preview says of a value that only the provider will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
