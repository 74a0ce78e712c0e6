import type { Plain, Properties } from "../../../provider/values";

/** A documented command as somebody writes it as a resource, and the one write that must come of it. */
export interface Documented {
  /** Where it stands. */
  readonly from: string;
  readonly noun: string;
  /** The state before a Set; absent for a New. */
  readonly before?: Properties;
  readonly declared: Properties;
  readonly cmdlet: string;
  readonly parameters: { readonly [parameter: string]: Plain };
}
