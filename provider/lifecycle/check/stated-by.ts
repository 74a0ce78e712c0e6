import type { Field } from "../../kinds";
import type { CheckFailure } from "../types";

/** A finding that names the page which states it. */
export const statedBy =
  ({ page }: Pick<Field, "page">) =>
  ({ property, reason }: CheckFailure): CheckFailure => ({
    property,
    reason: page === undefined ? reason : `${reason} (stated by ${page}; the service may accept it)`,
  });
