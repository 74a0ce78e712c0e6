import type { Kind } from "../kinds";
import type { Properties } from "../values";
import type { Connection, PreviewRequest } from "./types";

/**
 * What an object would be after a create or update, as far as it is known now: the declared properties, and of an existing object
 * what no update changes. Check and diff have already refused what may not be, so nothing is asked of the service here.
 */
export async function preview(_connection: Connection, kind: Kind, request: PreviewRequest): Promise<Properties> {
  const { desired, recorded } = request;
  if (!recorded) return desired;
  const kept = Object.entries(recorded.outputs).filter(
    ([key]) => kind.field(key) === undefined && key !== "distributionStatus",
  );
  return { ...Object.fromEntries(kept), ...desired };
}
