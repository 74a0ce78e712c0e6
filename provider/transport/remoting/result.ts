import { ServiceError, TransportError, printable } from "../../errors";
import { isList, isRecord, type Plain, type WireObject } from "../../values";
import type { CmdletResult } from "../channel";
import { refusalError, type RefusalSubject } from "../rest";
import { refusalOf } from "./error-map";
import type { PipelineResult } from "./psrp";
import { withoutPrefix } from "./wsman";

const CUT_OFF = /There are more results available than are currently displayed/i;
/** Throttling tells on itself by a warning (docs/service/remoting.md#quotas). */
const MICRO_DELAY = /^\s*Micro delay applied/i;

const isWire = (value: Plain): value is WireObject => isRecord(value);

/** What a pipeline holds: objects, or lists of them; a value that is no object becomes one. */
function objectsIn(value: Plain): readonly WireObject[] {
  if (value === null) return [];
  if (isList(value)) return value.flatMap(objectsIn);
  return [isWire(value) ? value : { Value: value }];
}

/**
 * What a pipeline that ended means, by the rules of the REST channel: an incomplete list is an error; errors of a write that
 * returned something are warnings for its read-back.
 */
export function resultOf(result: PipelineResult, writes: boolean, subject: RefusalSubject): CmdletResult {
  const { state, thrown, errors } = result;
  if (thrown && state !== "Completed") throw refusalError(refusalOf(thrown), subject);
  if (state !== "Completed")
    throw new ServiceError(`The service ended ${subject.cmdlet} in tenant ${subject.tenant} without a reason.`, {
      code: "PURVIEW_SERVICE_FAILED",
      cmdlet: subject.cmdlet,
      tenant: subject.tenant,
    });
  const objects = result.objects.flatMap(objectsIn);
  const warnings = result.warnings.filter((warning) => !MICRO_DELAY.test(warning)).map((warning) => printable(warning));
  const [failure] = errors;
  if (failure && objects.length === 0) throw refusalError(refusalOf(failure), subject);
  if (writes) return { objects, warnings: [...warnings, ...errors.map(({ message }) => printable(message))] };
  if (failure)
    throw new ServiceError(
      `${subject.cmdlet} in tenant ${subject.tenant} returned errors along with its results; the list may be incomplete.`,
      {
        code: "PURVIEW_SERVICE_REFUSED",
        cmdlet: subject.cmdlet,
        tenant: subject.tenant,
        serviceMessage: withoutPrefix(failure.message),
      },
    );
  if (warnings.some((warning) => CUT_OFF.test(warning)))
    throw new TransportError(
      `The list of ${subject.cmdlet} in tenant ${subject.tenant} is not complete: the service has more objects than it returned.`,
      { code: "PURVIEW_LIST_INCOMPLETE", cmdlet: subject.cmdlet, tenant: subject.tenant },
    );
  return { objects, warnings };
}
