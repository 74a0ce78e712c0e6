import { compare } from "./compare";
import type { Connection, Lifecycle } from "./contract";
import { create } from "./create";
import { remove } from "./delete";
import { examine } from "./examine";
import { list } from "./list";
import { preview } from "./preview";
import { read } from "./read";
import { update } from "./update";

/** Everything that hosts do with resources, for one configured provider. Holds no state of its own: that lives in the session. */
export function createLifecycle(connection: Connection): Lifecycle {
  return {
    check: (kind, request) => examine(connection, kind, request),
    diff: (kind, request) => compare(connection, kind, request),
    preview: (kind, request) => preview(connection, kind, request),
    create: (kind, request) => create(connection, kind, request),
    read: (kind, request) => read(connection, kind, request),
    update: (kind, request) => update(connection, kind, request),
    delete: (kind, request) => remove(connection, kind, request),
    list: (kind, request) => list(connection, kind, request),
  };
}
