/** What an operation of the engine did to one resource. */
export interface ResourceChange {
  /** The engine's word: `create`, `update`, `replace`, `delete` … */
  readonly operation: string;
  readonly type: string;
  /** The resource's name in the program. */
  readonly name: string;
}

/** What the engine told of one operation. */
export interface EngineReport {
  /** Resources that were changed, in the order in which that was done. */
  readonly changes: readonly ResourceChange[];
  /** Warnings and errors, without the debugging messages: those may hold secrets. */
  readonly messages: readonly string[];
}

interface EngineEvent {
  readonly resOutputsEvent?: { readonly metadata: Metadata };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
}

/** Below these are news of work under way, and debugging messages. */
const TOLD: ReadonlySet<string> = new Set(["warning", "error"]);

interface Metadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** Reads what `pulumi up --json` prints: an event a line. Lines that are none, such as a program's own output, are skipped. */
export function readEvents(output: string): EngineReport {
  const events = output.split("\n").flatMap(parseEvent);
  return {
    changes: events.flatMap(({ resOutputsEvent }) => {
      if (resOutputsEvent === undefined || resOutputsEvent.metadata.op === "same") return [];
      const { op, type, urn } = resOutputsEvent.metadata;
      return [{ operation: op, type, name: nameOf(urn) }];
    }),
    messages: events.flatMap(({ diagnosticEvent }) => {
      if (diagnosticEvent === undefined || !TOLD.has(diagnosticEvent.severity)) return [];
      const { urn, message } = diagnosticEvent;
      return [urn === undefined || urn === "" ? message.trim() : `${nameOf(urn)}: ${message.trim()}`];
    }),
  };
}

function parseEvent(line: string): EngineEvent[] {
  if (!line.startsWith("{")) return [];
  try {
    return [JSON.parse(line) as EngineEvent];
  } catch {
    return [];
  }
}

/** The last of the parts of `urn:pulumi:stack::project::types::name`. */
function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
