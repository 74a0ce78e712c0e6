import { concreteKind, type Kind } from "../kinds";
import { diff } from "./diff";
import type { Connection, Lifecycle, ReadRequest, ReadResult } from "./types";
import { create } from "./create";
import { remove } from "./delete";
import { withRedaction } from "./report/redact";
import { check } from "./check";
import { list } from "./list";
import { withAdviceOnSettings } from "./guard/settings-of-state";
import { preview } from "./preview";
import { read } from "./read";
import { update } from "./update";

/** Everything that hosts do with resources, for one configured provider. Holds no state of its own: that is in the session. */
export function createLifecycle(connection: Connection): Lifecycle {
  const verbs: Lifecycle = {
    check: (kind, request) => check(connection, kind, request),
    diff: (kind, request) => diff(connection, concreteKind(kind, request.recorded.outputs), request),
    preview: (kind, request) =>
      preview(connection, concreteKind(kind, request.recorded?.outputs ?? request.desired), request),
    create: (kind, request) => create(connection, concreteKind(kind, request.desired), request),
    read: (kind, request) => withAdviceOnSettings(() => readConcrete(connection, kind, request)),
    update: (kind, request) => update(connection, concreteKind(kind, request.recorded.outputs), request),
    delete: (kind, request) =>
      withAdviceOnSettings(() => remove(connection, concreteKind(kind, request.recorded.outputs), request)),
    list: (kind, request) => list(connection, kind, request),
  };
  return withRedaction(verbs, connection);
}

/** A generic object is imported as `<noun>/<guid or name>`: nothing else says what it is. */
async function readConcrete(connection: Connection, kind: Kind, request: ReadRequest): Promise<ReadResult | undefined> {
  const { id, recorded } = request;
  if (kind.special?.kind !== "generic" || recorded) {
    return await read(connection, concreteKind(kind, recorded?.outputs ?? {}), request);
  }
  const [noun = "", ...rest] = id.split("/");
  const found = await read(connection, concreteKind(kind, { noun }), { ...request, id: rest.join("/") });
  return found && { ...found, inputs: { noun, ...found.inputs }, outputs: { ...found.outputs, noun } };
}
