import type { Exported } from "./estate";

/** What `pulumi import --file` reads (pulumi.md 3). */
export interface ImportFile {
  readonly resources: readonly { readonly type: string; readonly name: string; readonly id: string }[];
}

/** Types are the plugin's: the dynamic host cannot import (pulumi.md 1.2). */
export const importFile = (objects: readonly Exported[]): ImportFile => ({
  resources: objects.map(({ kind, logicalName, id }) => ({ type: kind.token, name: logicalName, id })),
});
