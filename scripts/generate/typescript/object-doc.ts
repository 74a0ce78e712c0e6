import type { ObjectField } from "../../../provider/kinds";
import { limitFacts } from "../../../provider/schema/property";
import { docBlock } from "./doc";

export const propertyDocOf = (field: ObjectField): string =>
  docBlock([
    field.description,
    limitFacts(field.type)
      .map((fact) => `- ${fact}`)
      .join("\n"),
  ]);
