import type { Connection, Lifecycle } from "./types";
import { check } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { withGenericObjects } from "./generic";
import { withAdviceOnSettings } from "./guard/settings-of-state";
import { list } from "./list";
import { preview } from "./preview";
import { read } from "./read";
import { withRedaction } from "./report/redact";
import { update } from "./update";

/** Everything that hosts do with resources, for one configured provider. Holds no state of its own: that is in the session. */
export function createLifecycle(connection: Connection): Lifecycle {
  const verbs: Lifecycle = {
    check: (kind, request) => check(connection, kind, request),
    diff: (kind, request) => diff(connection, kind, request),
    preview: (kind, request) => preview(connection, kind, request),
    create: (kind, request) => create(connection, kind, request),
    read: (kind, request) => withAdviceOnSettings(() => read(connection, kind, request)),
    update: (kind, request) => update(connection, kind, request),
    delete: (kind, request) => withAdviceOnSettings(() => remove(connection, kind, request)),
    list: (kind, request) => list(connection, kind, request),
  };
  return withRedaction(withGenericObjects(verbs), connection);
}
