import type { Canonical } from "../../kinds/fields/canonical";
import type { Properties } from "../../values";
import type { Observed, ResolveReference } from "../types";

export interface DiffInput {
  /** Names of the properties that the last update declared. */
  readonly declaredBefore: readonly string[];
  readonly desired: Properties;
  /** Inputs, else outputs, in state: what the last update declared. Separates program from drift; stands in for what Get does not return. */
  readonly recorded?: Properties | undefined;
  /** What `recorded` was before this very process refreshed it: then it separates program from drift. */
  readonly unrefreshed?: Properties | undefined;
  /** What was declared before the write that is verified: the keys of its settings are still ours to miss. */
  readonly before?: Properties | undefined;
  readonly actual: Observed;
  /** Names or paths. */
  readonly ignored: readonly string[];
  readonly resolve: ResolveReference;
  /** What else is known to identify a declared element of a property. */
  identitiesOf?(property: string, declared: Canonical): readonly string[];
}
