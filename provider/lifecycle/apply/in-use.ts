import { ServiceError } from "../../errors";
import { findKind, type InUse, WireReader } from "../../kinds";
import { type Canonical, elementsOf } from "../../kinds/fields/canonical";
import { keysOf } from "../../kinds/fields/identifiers";
import type { CmdletCall } from "../../transport/channel";
import { listAll } from "../observe/list-all";
import { normalizeName } from "../operation/names";
import { pause, type Timed, titleIn } from "../operation/operation";
import { BACKOFF, poll } from "../operation/poll";
import type { Observed } from "../types";
import { send, serviceTypeOf } from "./send";

/** What exists and uses the object may be about to be removed in this very run: its removal begins within seconds, ms. */
const GRACE_MS = 15_000;

/**
 * Sends a Remove. The service counts an object as used for a while after its last user went: that is waited out until the
 * deadline. A user that exists and stays is an error that names it.
 */
export async function sendWhenUnused(operation: Timed, call: CmdletCall, actual: Observed): Promise<void> {
  const { kind, session, reporter, title } = operation;
  let graceUntilMs: number | undefined;
  let users: readonly string[] = [];
  let refused: unknown;
  const removed = await poll(operation, BACKOFF.write, async (waitMs) => {
    if (waitMs > 0)
      reporter.progress(`${title}: the service still counts it as in use; ${call.cmdlet} is tried again …`);
    await pause(operation, waitMs);
    try {
      await send(operation, call);
      return true;
    } catch (error) {
      if (!kind.inUse || serviceTypeOf(error) !== kind.inUse.refusal) throw error;
      refused = error;
      graceUntilMs ??= session.clock.now() + GRACE_MS;
      users = await usersOf(operation, kind.inUse, actual);
      if (users.length > 0 && session.clock.now() >= graceUntilMs) throw stillUsed(operation, users, error);
      return undefined;
    }
  });
  if (!removed) throw stillUsed(operation, users, refused);
}

/** Existing objects that name this one, as `Noun "name"`. */
async function usersOf(
  operation: Timed,
  { by }: InUse,
  { id, name, properties }: Observed,
): Promise<readonly string[]> {
  const names = new Set([normalizeName(id), normalizeName(name)]);
  const isIt = (value: Canonical): boolean => keysOf(value).some((key) => names.has(normalizeName(key)));
  const after = operation.session.stamp();
  const found = await Promise.all(
    by.map(async ({ noun, property }) => {
      const kind = findKind(noun);
      const field = kind?.field(property);
      if (!kind || !field) return [];
      const { entries } = await listAll({ ...operation, kind }, { after, around: [properties] });
      return entries
        .filter((entry) => !entry.tombstone)
        .filter((entry) => elementsOf(field.read(new WireReader(entry.object)) ?? []).some(isIt))
        .map((entry) => `${noun} "${entry.name}"`);
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
