import { pageOf } from "../../../catalogue";
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
  return [...limits, ...brokenRelations(kind, inputs), ...rules.map((finding) => naming(kind, finding))];
}

/** A rule that names no page means the one of its property, else of the cmdlet that creates the object. */
function naming(kind: Kind, { property, reason }: RuleFinding): CheckFailure {
  if (reason.includes("(stated by ")) return { property, reason };
  const { create } = kind.cmdlets;
  const page = kind.field(property.split(/[.[]/)[0] ?? "")?.page ?? (create === undefined ? undefined : pageOf(create));
  return statedBy({ page })({ property, reason });
}

/** What the kind's hand-written rules find. */
export const rulesBroken = (kind: Kind, inputs: Properties): readonly RuleFinding[] =>
  kind.rules.flatMap((rule) => rule(inputs));
