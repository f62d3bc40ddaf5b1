/** Where a program runs: the lab's own network (the router), another network namespace, or a node with its mounts and name. */
export type Place =
  | { readonly kind: "router" }
  | { readonly kind: "network"; readonly name: string }
  | { readonly kind: "node"; readonly name: string };

/** When a program counts as ready for those that need it. */
export type Readiness =
  | { readonly kind: "started" }
  /** A TCP port in the program's own network is listened on. */
  | { readonly kind: "listening"; readonly port: number }
  /** A unix socket in the program's own mounts accepts. */
  | { readonly kind: "socket"; readonly path: string }
  /** The program has written a file that was not there before. */
  | { readonly kind: "file"; readonly path: string }
  /** The API server answers 200 at the path. */
  | { readonly kind: "api"; readonly path: string }
  /** The API server calls the node Ready. */
  | { readonly kind: "node"; readonly node: string };

/** One program of the lab as data: a supervisor executes it. */
export interface Program {
  /** Unique in the lab; names its log. */
  readonly name: string;
  readonly place: Place;
  /** An absolute path, then the arguments. */
  readonly argv: readonly string[];
  /** Written before the program starts: absolute path -> content. */
  readonly files: Readonly<Record<string, string>>;
  /** Names of the programs that must be ready before this one starts. */
  readonly needs: readonly string[];
  readonly ready: Readiness;
}
