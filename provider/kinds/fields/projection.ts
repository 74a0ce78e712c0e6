import type { WireObject } from "../../values";
import type { Canonical } from "./canonical";

/** What `project` of a kind says of an object that is no object of a list by itself, next to what the service returned of it. */
export interface Projection {
  /** Id of a membership: `<parent guid>/<member>`. */
  readonly id?: string;
  /** Its ids by whatever else the service calls the member. */
  readonly otherIds?: readonly string[];
  /** GUID of what the member is a member of. */
  readonly parent?: string;
  readonly member?: Canonical;
  /** The parameter whose list holds the member. */
  readonly parameter?: string;
  /** The members of an ordered list, first one first. */
  readonly members?: readonly Canonical[];
}

/** A symbol, so that no property of the service's can be taken for it. */
const PROJECTION = Symbol("projection");

type ProjectedObject = WireObject & { readonly [PROJECTION]: Projection };

const isProjected = (object: WireObject): object is ProjectedObject => PROJECTION in object;

export const projected = (object: WireObject, projection: Projection): WireObject => ({
  ...object,
  [PROJECTION]: projection,
});

export const projectionOf = (object: WireObject): Projection => (isProjected(object) ? object[PROJECTION] : {});
