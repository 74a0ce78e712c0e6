import type { CallContext } from "../../context";
import { badArgument } from "../../faults";
import { asText, isObject, member } from "../../json";
import { parseLoose } from "../../loose-json";

/** A list of `{EmailAddress, SiteId}` in one JSON text, single quotes allowed (docs/service/retention.md#deleted-resources). */
export function checkDeletedResources(call: CallContext): void {
  if (!call.has("DeletedResources") || call.get("DeletedResources") === null) return;
  const resources = parseLoose(call.text("DeletedResources"));
  const named = (each: unknown): boolean =>
    isObject(each as never) && asText(member(each as never, "EmailAddress")) !== "";
  if (!Array.isArray(resources) || !resources.every(named))
    throw badArgument("DeletedResources", "The value isn't a JSON list of objects with an EmailAddress.");
}
