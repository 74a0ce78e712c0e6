import { badArgument } from "../../faults";
import { asText, type JsonObject } from "../../json";

/** A number of days or Unlimited (docs/service/retention.md#duration); the old hold rules refuse zero and less. */
export function checkDuration(draft: Readonly<JsonObject>, parameter = "RetentionDuration"): void {
  const text = asText(draft[parameter]);
  if (text === "" || text === "Unlimited") return;
  if (!(Number(text) > 0)) throw badArgument(parameter, `'${text}' isn't a valid number of days.`);
}
