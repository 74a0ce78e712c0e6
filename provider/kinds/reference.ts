/** How a name or a GUID of another noun is found: built from snapshot lists before the pure functions run. */
export type ResolveReference = (
  noun: string,
  nameOrId: string,
) => { readonly id: string; readonly name: string } | undefined;
