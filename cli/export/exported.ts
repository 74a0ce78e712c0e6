import type { Kind } from "../../provider/kinds";
import type { ExportableObject } from "../../provider/lifecycle";
import type { Plain } from "../../provider/values";

/** An object on its way into a program. */
export interface Exported extends Omit<ExportableObject, "inputs"> {
  readonly kind: Kind;
  /** Pulumi's logical name: no other object of the kind has it. */
  readonly logicalName: string;
  readonly inputs: { readonly [property: string]: Plain };
}
