import type { Kind, RuleFinding } from "../../kinds";
import type { Properties } from "../../values";
import { declared } from "../object/declared";
import type { CheckFailure } from "../types";
import { brokenRelations } from "./relations";
import { statedBy } from "./stated-by";
import { beyondStated } from "./stated-limits";

/** What goes beyond Microsoft's pages: each names the page that states it. */
export function pageWarnings(kind: Kind, inputs: Properties): readonly CheckFailure[] {
  const limits = kind.fields.flatMap((field) =>
    beyondStated(field.type, declared(inputs, field.property) ?? null, field.property).map(statedBy(field)),
  );
  const rules = rulesBroken(kind, inputs).filter(({ stated }) => stated);
  return [...limits, ...brokenRelations(kind, inputs), ...rules.map(({ property, reason }) => ({ property, reason }))];
}

/** What the kind's hand-written rules find. */
export const rulesBroken = (kind: Kind, inputs: Properties): readonly RuleFinding[] =>
  kind.rules.flatMap((rule) => rule(inputs));
