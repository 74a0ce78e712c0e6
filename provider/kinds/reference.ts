export interface ReferenceTarget {
  readonly id: string;
  readonly name: string;
  /** What else the service may call it; others of its kind may be called so too. */
  readonly aliases?: readonly string[] | undefined;
  /** Found by its name, which is also what the service may call another one. */
  readonly ambiguous?: boolean | undefined;
}

/** How a name or a GUID of another noun is found: built from snapshot lists before the pure functions run. */
export type ResolveReference = (noun: string, nameOrId: string) => ReferenceTarget | undefined;
