import type { Kind } from "../kinds";
import type { WireObject } from "../transport/channel";
import type { Properties } from "../values";
import type { Observed, ResolveReference } from "./contract";

/** An object of Get, read through its kind. */
export function readObject(_kind: Kind, _wire: WireObject): Observed {
  throw new Error("body follows");
}

/** Outputs in schema types: where equal in meaning in the declared spelling; what Get does not tell as declared. */
export function outputsOf(
  _kind: Kind,
  _observed: Observed,
  _declared: Properties,
  _resolve: ResolveReference,
): Properties {
  throw new Error("body follows");
}

/** What a program would have to declare to have this very object (import): no defaults, nothing that the service set. */
export function minimalInputs(_kind: Kind, _observed: Observed, _resolve: ResolveReference): Properties {
  throw new Error("body follows");
}
