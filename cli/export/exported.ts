import type { Kind } from "../../provider/kinds";
import type { ExportableObject } from "../../provider/lifecycle";
import type { Plain } from "../../provider/values";

/** An object on its way into a program. */
export interface Exported {
  readonly kind: Kind;
  readonly id: string;
  /** The object's own name. */
  readonly name: string;
  /** Pulumi's logical name: no other object of the kind has it. */
  readonly logicalName: string;
  readonly inputs: { readonly [property: string]: Plain };
  /** What creating it again would do that cannot be undone. */
  readonly irreversible: ExportableObject["irreversible"];
}
