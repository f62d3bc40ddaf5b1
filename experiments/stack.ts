/** What experiments set, by its configuration key. */
export type SettingName = "sessionAffinity" | "externalTrafficPolicy" | "replicas";

/** Values as `pulumi config set` takes them. */
export type Settings = Readonly<Partial<Record<SettingName, string>>>;

/** What `pulumi up` did to one resource. */
export interface ResourceChange {
  /** The engine's word: `create`, `update`, `replace`, `delete` … */
  readonly operation: string;
  readonly type: string;
  /** The resource's name in the program. */
  readonly name: string;
}

/** The Pulumi stack behind the lab: the only way by which an experiment changes it. */
export interface Stack {
  /**
   * Sets configuration and runs `pulumi up`.
   * @returns what that changed; resources that stayed the same are not in it.
   */
  set(settings: Readonly<Record<string, string>>): Promise<{ readonly changes: readonly ResourceChange[] }>;
  /** Undoes every {@link set} by another `pulumi up`; does nothing when there was none. */
  restore(): Promise<unknown>;
}
