import { withCode } from "../../errors";
import type { CheckFailure, Refusal } from "../types";

/** Why a plan may not be sent, as a failure of the property that it is about. */
export const refusalFailure = ({ property = "", code, reason, advice }: Refusal): CheckFailure => ({
  property,
  reason: withCode(advice === undefined ? reason : `${reason} ${advice}`, code),
});
