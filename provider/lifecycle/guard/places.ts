import type { Properties } from "../../values";
import { declaredPlain } from "../object/declared";
import { normalizeName } from "../operation/names";
import type { Operation } from "../operation/operation";
import type { CheckFailure } from "../types";

/**
 * A number in an order that another resource of the program claims as well: each would move the other at every up. Judged by what
 * the program says now, so in check alone; what is not known yet is judged once it is.
 */
export function placeTaken({ kind, run, logicalName }: Operation, inputs: Properties): readonly CheckFailure[] {
  const { place, parent } = kind;
  const number = place && declaredPlain(inputs, place.property);
  const owner = parent ? declaredPlain(inputs, parent.property) : "";
  if (!place || typeof number !== "number" || typeof owner !== "string" || logicalName === undefined) return [];
  const claimants = run.resources.decidersOf(`${place.topic}/${kind.noun}/${normalizeName(owner)}/${number}`);
  claimants.set(logicalName, logicalName);
  const [other] = [...claimants.keys()].filter((name) => name !== logicalName);
  return other === undefined
    ? []
    : [
        {
          property: place.property,
          reason: `is ${number}, ${place.topic} that the resource "${other}" claims as well`,
        },
      ];
}
