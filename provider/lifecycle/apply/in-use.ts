import { ServiceError } from "../../errors";
import { findKind, type InUse, WireReader } from "../../kinds";
import { type Canonical, type CanonicalRecord, elementsOf } from "../../kinds/fields/canonical";
import { keysOf } from "../../kinds/fields/identifiers";
import type { CmdletCall } from "../../transport/channel";
import { fold } from "../operation/names";
import { isPast, type Operation, pause, titleIn } from "../operation/operation";
import { everyObject } from "../observe/references";
import { send, serviceTypeOf } from "./send";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
/** What lives and uses the object may be on its way out in this very run: its removal begins within seconds, ms. */
const GRACE_MS = 15_000;

interface Doomed {
  readonly id: string;
  readonly name: string;
  readonly properties: CanonicalRecord;
}

/**
 * Sends a Remove. The service counts an object as used for a while after its last user went: that is waited out until the
 * deadline. A user that lives and stays is an error that names it.
 */
export async function sendOnceFree(
  operation: Operation,
  call: CmdletCall,
  doomed: Doomed,
  deadline: number,
): Promise<void> {
  const { kind, session, reporter, title } = operation;
  let graceUntil: number | undefined;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.6, LONGEST_WAIT_MS)) {
    try {
      await send(operation, call, deadline);
      return;
    } catch (error) {
      if (!kind.inUse || serviceTypeOf(error) !== kind.inUse.refusal) throw error;
      const users = await usersOf(operation, kind.inUse, doomed);
      graceUntil ??= session.clock.now() + GRACE_MS;
      const until = users.length > 0 ? Math.min(graceUntil, deadline) : deadline;
      if (isPast(operation, until)) throw stillUsed(operation, users, error);
    }
    reporter.progress(`${title}: the service still counts it as in use; ${call.cmdlet} is tried again …`);
    await pause(operation, waitMs, deadline);
  }
}

/** Living objects that name this one, as `Noun "name"`. */
async function usersOf(
  { session, signal }: Operation,
  { by }: InUse,
  { id, name, properties }: Doomed,
): Promise<readonly string[]> {
  const names = new Set([fold(id), fold(name)]);
  const isIt = (value: Canonical): boolean => keysOf(value).some((key) => names.has(fold(key)));
  const after = session.stamp();
  const found = await Promise.all(
    by.map(async ({ noun, property }) => {
      const kind = findKind(noun);
      const field = kind?.field(property);
      if (!kind || !field) return [];
      const { entries } = await everyObject(session, kind, signal, { after, around: [properties] });
      return entries
        .filter((entry) => !entry.tombstone)
        .filter((entry) => elementsOf(field.read(new WireReader(entry.object)) ?? []).some(isIt))
        .map((entry) => `${noun} "${entry.name}"`);
    }),
  );
  return [...new Set(found.flat())];
}

function stillUsed(operation: Operation, users: readonly string[], cause: unknown): ServiceError {
  const by = users.length > 0 ? `by ${users.join(", ")}` : "by what was removed before it";
  return new ServiceError(`${titleIn(operation)} cannot be removed: it is in use ${by}.`, {
    code: "PURVIEW_IN_USE",
    noun: operation.kind.noun,
    advice:
      users.length > 0
        ? "Remove it there first."
        : "The service needs longer to let go of it; run `pulumi destroy` (or `pulumi up`) again later.",
    cause,
  });
}
