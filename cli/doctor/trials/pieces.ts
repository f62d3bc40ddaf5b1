/** A part of the whole that can be tried alone: the kernel's module that it takes, and a shell line. */
export interface Piece {
  readonly module: string;
  readonly line: string;
}

/** A script that tries `whole`, and only if that fails each of `pieces`, to name what lacks. */
export function wholeOrPieces(whole: string, pieces: readonly Piece[]): string {
  const each = pieces.map(({ module, line }) => `( ${line}\n) >/dev/null 2>&1 || echo "lacks ${module}"`);
  return [`if ( ${whole}\n); then exit 0; fi`, ...each, "exit 1"].join("\n");
}

/** The modules that a script of {@link wholeOrPieces} named. */
export function lackingModules(words: string): string[] {
  return [...words.matchAll(/\blacks ([\w-]+)/g)].map(([, module = ""]) => module);
}
