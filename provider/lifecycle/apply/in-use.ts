import { isPurviewError, PermissionError, ServiceError } from "../../errors";
import type { CmdletCall } from "../../transport/channel";
import { readObject } from "../object/state";
import { listAll } from "../observe/list-all";
import { kindsReferringTo, referencesIn } from "../observe/references";
import { normalizeName } from "../operation/names";
import { pause, type Timed, titleIn } from "../operation/operation";
import { BACKOFF, poll } from "../operation/poll";
import type { Observed } from "../types";
import { send, serviceTypeOf } from "./send";

/** What exists and uses the object may be removed in this very run: nothing more comes when nothing of the run moved for so long, ms. */
const GRACE_MS = 15_000;

/** Words of refusals of what is in use; the type of the exception differs from noun to noun. */
const IN_USE =
  /\b(in use|being used|is used|still used|referenced|associated with|published|child|sub-?label|contains)\b/i;
const IN_USE_TYPE = /(InUse|IsUsed|Used|Referenced|Associated|Published|HasChild\w*|Parent\w*|NotEmpty)Exception$/;

/**
 * Sends a Remove. What the service refuses because something uses the object is tried again as long as the rest of the run moves on
 * (it may remove the user), and as long as only the service still counts a user that is gone, until the deadline. A user that
 * exists and stays is an error that names it.
 */
export async function sendWhenUnused(operation: Timed, call: CmdletCall, actual: Observed): Promise<void> {
  try {
    await send(operation, call);
  } catch (error) {
    if (!mayBeInUse(error)) throw error;
    const users = await usersOf(operation, actual);
    if (users.length === 0 && !saysInUse(operation, error)) throw error;
    await operation.run.activity.whileWaiting(() => sendOnceUnused(operation, call, actual));
  }
}

async function sendOnceUnused(operation: Timed, call: CmdletCall, actual: Observed): Promise<void> {
  const { run, reporter, title } = operation;
  let users: readonly string[] = [];
  let refused: unknown;
  const removed = await poll(operation, BACKOFF.write, async (waitMs) => {
    reporter.progress(`${title}: the service still counts it as in use; ${call.cmdlet} is tried again …`);
    await pause(operation, waitMs || BACKOFF.write.firstMs);
    try {
      await send(operation, call);
      return true;
    } catch (error) {
      if (!mayBeInUse(error)) throw error;
      refused = error;
      users = await usersOf(operation, actual);
      if (users.length > 0 && run.activity.idleMs() >= GRACE_MS) throw stillUsed(operation, users, error);
      return undefined;
    }
  });
  if (!removed) throw stillUsed(operation, users, refused);
}

/** Refusals that have another meaning have classes of their own. */
const mayBeInUse = (error: unknown): boolean => error instanceof ServiceError;

const saysInUse = ({ kind }: Timed, error: unknown): boolean =>
  (kind.inUse !== undefined && serviceTypeOf(error) === kind.inUse.refusal) ||
  IN_USE_TYPE.test(serviceTypeOf(error)) ||
  (isPurviewError(error) && IN_USE.test(error.context.serviceMessage ?? ""));

/** Existing objects that name this one, as `Noun "name"`; lists that this identity may not read are left out. */
async function usersOf(operation: Timed, { id, name }: Observed): Promise<readonly string[]> {
  const { noun } = operation.kind;
  const names = new Set([normalizeName(id), normalizeName(name)]);
  const after = operation.session.stamp();
  const found = await Promise.all(
    kindsReferringTo(noun).map(async (kind) => {
      const listings = await listAll({ ...operation, kind }, { after }).catch((error: unknown) => {
        if (error instanceof PermissionError || error instanceof ServiceError) return undefined;
        throw error;
      });
      return (listings?.entries ?? [])
        .filter((entry) => !entry.tombstone && entry.id !== id)
        .filter(({ object }) =>
          referencesIn(kind, readObject(kind, object).properties).some(
            (use) => use.noun === noun && use.text.split(",").some((part) => names.has(normalizeName(part.trim()))),
          ),
        )
        .map((entry) => `${kind.noun} "${entry.name}"`);
    }),
  );
  return [...new Set(found.flat())];
}

function stillUsed(operation: Timed, users: readonly string[], cause: unknown): ServiceError {
  const by = users.length > 0 ? `by ${users.join(", ")}` : "by what was removed before it";
  return new ServiceError(`${titleIn(operation)} cannot be removed: it is in use ${by}.`, {
    code: "PURVIEW_IN_USE",
    noun: operation.kind.noun,
    advice:
      users.length > 0
        ? "Remove it there first."
        : "The service needs longer to release it; run `pulumi destroy` (or `pulumi up`) again later.",
    cause,
  });
}
