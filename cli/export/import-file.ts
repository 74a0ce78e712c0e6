import type { Exported } from "./exported";
import { variablesOf } from "./variables";

interface ImportedResource {
  readonly type: string;
  /** What the generated program calls it: the CLI writes it unchanged, so it must be an identifier. */
  readonly name: string;
  /** Pulumi's logical name, where it is another. */
  readonly logicalName?: string;
  readonly id: string;
}

/** What `pulumi import --file` reads (docs/service/pulumi-engine.md#import-file). */
export interface ImportFile {
  readonly resources: readonly ImportedResource[];
}

/** Types are the plugin's: the dynamic host cannot import (docs/service/pulumi-engine.md#dynamic-import). */
export function importFile(objects: readonly Exported[]): ImportFile {
  const variables = variablesOf(objects);
  return {
    resources: objects.map((object) => {
      const { kind, logicalName, id } = object;
      const name = variables.get(object) ?? logicalName;
      return { type: kind.token, name, ...(name !== logicalName && { logicalName }), id };
    }),
  };
}
