import { PermissionError } from "../errors";
import { concreteKind, type Kind } from "../kinds";
import {
  areParametersKnown,
  declaredIn,
  ignoredIn,
  parametersIn,
  propertyOf,
  withMap,
  withProperties,
} from "../kinds/generic/shape";
import { type Properties, UNKNOWN, plainOf } from "../values";
import { withCodes } from "./check";
import { checkInputs } from "./check/inputs";
import { memberPath } from "./diff/paths";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  Lifecycle,
  PropertyChange,
  ReadRequest,
  ReadResult,
  Recorded,
  UpdateRequest,
  Written,
} from "./types";

/**
 * A generic object is an object of its noun's kind, whose properties stand in one map: requests are put into the concrete kind's
 * properties, and what comes back into the map.
 */
export function withGenericObjects(verbs: Lifecycle): Lifecycle {
  return {
    ...verbs,
    check: (kind, request) => (isGeneric(kind) ? check(verbs, kind, request) : verbs.check(kind, request)),
    diff: (kind, request) => (isGeneric(kind) ? diff(verbs, kind, request) : verbs.diff(kind, request)),
    create: (kind, request) => (isGeneric(kind) ? create(verbs, kind, request) : verbs.create(kind, request)),
    read: (kind, request) => (isGeneric(kind) ? read(verbs, kind, request) : verbs.read(kind, request)),
    update: (kind, request) => (isGeneric(kind) ? update(verbs, kind, request) : verbs.update(kind, request)),
    delete: (kind, request) => (isGeneric(kind) ? remove(verbs, kind, request) : verbs.delete(kind, request)),
  };
}

const isGeneric = ({ special }: Kind): boolean => special?.kind === "generic";

/** As one of its noun, as far as it is known what that is. */
async function check(verbs: Lifecycle, generic: Kind, request: CheckRequest): Promise<CheckResult> {
  const { news, olds, logicalName } = request;
  const kind = concreteKind(generic, news);
  const own = withCodes(checkInputs(generic, news, { olds }));
  if (own.failures.length > 0) return own;
  if (kind === generic || !areParametersKnown(news)) {
    const defaultName = kind.named === "program" ? logicalName : undefined;
    return withCodes(checkInputs(generic, news, { olds, logicalName: defaultName }));
  }
  const shaped = { ...request, news: withProperties(kind, news), olds: olds && withProperties(kind, olds) };
  const checked = await explaining(kind, () => verbs.check(kind, shaped));
  const { name } = checked.inputs;
  const isNamed = parametersIn(news).some((parameter) => propertyOf(kind, parameter) === "name");
  return { ...checked, inputs: name === undefined || isNamed ? news : { ...news, name } };
}

async function diff(verbs: Lifecycle, generic: Kind, request: DiffRequest): Promise<DiffResult> {
  const { desired, recorded } = request;
  const noun = plainOf(desired["noun"] ?? null);
  if (noun !== plainOf(recorded.outputs["noun"] ?? null)) return replacedBy(recorded, desired);
  const isKnown = areParametersKnown(desired);
  const before = parametersOf(recorded);
  const known = isKnown ? desired : { ...desired, parameters: before };
  const kind = kindOf(generic, known, recorded);
  const shaped = {
    ...request,
    recorded: recordedAs(kind, recorded),
    desired: withProperties(kind, known),
    ignored: ignoredIn(kind, request.ignored),
  };
  const result = await explaining(kind, () => verbs.diff(kind, shaped));
  const names = [...parametersIn(desired), ...parametersIn({ parameters: before })];
  const changes = result.changes.map((change) => inMap(kind, names, change));
  if (isKnown) return { ...result, changes };
  const open: PropertyChange = {
    property: "parameters",
    path: "parameters",
    kind: "update",
    replaces: false,
    cause: "program",
    actual: before,
    desired: UNKNOWN,
  };
  return { ...result, changes: [...changes, open], resume: false };
}

/** An object of another noun is another object. */
const replacedBy = ({ outputs }: Recorded, desired: Properties): DiffResult => ({
  changes: [
    {
      property: "noun",
      path: "noun",
      kind: "update",
      replaces: true,
      cause: "program",
      actual: outputs["noun"],
      desired: desired["noun"],
    },
  ],
  deleteBeforeReplace: true,
  driftLines: [],
  warnings: [],
  resume: false,
});

/** Under the name by which the program, else the state, has the parameter: hosts look for it there. */
function inMap(kind: Kind, names: readonly string[], change: PropertyChange): PropertyChange {
  const { path, property } = change;
  const name = names.find((one) => propertyOf(kind, one) === property);
  if (name !== undefined)
    return { ...change, property: "parameters", path: memberPath("parameters", name) + path.slice(property.length) };
  return property.startsWith("parameters.") ? { ...change, property: "parameters" } : change;
}

async function create(verbs: Lifecycle, generic: Kind, request: CreateRequest): Promise<Written> {
  const { desired } = request;
  const kind = kindOf(generic, desired);
  const shaped = { ...request, desired: withProperties(kind, desired) };
  const written = await explaining(kind, () => verbs.create(kind, shaped));
  return { ...written, outputs: withMap(kind, written.outputs, desired["parameters"]) };
}

async function update(verbs: Lifecycle, generic: Kind, request: UpdateRequest): Promise<Written> {
  const { desired, recorded } = request;
  const kind = kindOf(generic, desired, recorded);
  const shaped = {
    ...request,
    recorded: recordedAs(kind, recorded),
    desired: withProperties(kind, desired),
    ignored: ignoredIn(kind, request.ignored),
  };
  const written = await explaining(kind, () => verbs.update(kind, shaped));
  return { ...written, outputs: withMap(kind, written.outputs, desired["parameters"]) };
}

async function remove(verbs: Lifecycle, generic: Kind, request: DeleteRequest): Promise<void> {
  const kind = kindOf(generic, request.recorded.outputs, request.recorded);
  const shaped = { ...request, recorded: recordedAs(kind, request.recorded) };
  await explaining(kind, () => verbs.delete(kind, shaped));
}

/** It is imported as `<noun>/<guid or name>`: nothing else says what it is. */
async function read(verbs: Lifecycle, generic: Kind, request: ReadRequest): Promise<ReadResult | undefined> {
  const { id, recorded } = request;
  if (!recorded) {
    const [noun = "", ...rest] = id.split("/");
    const kind = concreteKind(generic, { noun });
    const found = await explaining(kind, () => verbs.read(kind, { ...request, id: rest.join("/") }));
    return (
      found && {
        id: found.id,
        inputs: { ...withMap(kind, found.inputs), noun },
        outputs: { ...withMap(kind, found.outputs), noun },
      }
    );
  }
  const kind = kindOf(generic, recorded.outputs, recorded);
  const found = await explaining(kind, () => verbs.read(kind, { ...request, recorded: recordedAs(kind, recorded) }));
  const declared = parametersOf(recorded);
  return (
    found && {
      id: found.id,
      inputs: withMap(kind, found.inputs, declared),
      outputs: withMap(kind, found.outputs, declared),
    }
  );
}

/** Which role would help is only known of kinds of this package: of other nouns the cmdlet may not be there at all. */
async function explaining<T>(kind: Kind, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof PermissionError) || error.context.cmdlet === undefined) throw error;
    const { cmdlet, tenant } = error.context;
    throw new PermissionError(
      `This session${tenant === undefined ? "" : ` in tenant ${tenant}`} does not run ${cmdlet}.`,
      {
        ...error.context,
        advice: kind.permissions.notes.join(" "),
        cause: error,
      },
    );
  }
}

/** The concrete kind, with every parameter that the program or the state names. */
function kindOf(generic: Kind, properties: Properties, recorded?: Recorded): Kind {
  const before = recorded ? parametersIn({ parameters: parametersOf(recorded) }) : [];
  const names = [...before, ...parametersIn(properties)].map((name) => [name, null] as const);
  return concreteKind(generic, { ...properties, parameters: Object.fromEntries(names) });
}

const parametersOf = ({ inputs, outputs }: Recorded) => inputs?.["parameters"] ?? outputs["parameters"] ?? {};

const recordedAs = (kind: Kind, recorded: Recorded): Recorded => ({
  ...recorded,
  outputs: withProperties(kind, recorded.outputs),
  declared: declaredIn(kind, recorded.declared, { parameters: parametersOf(recorded) }),
  ...(recorded.inputs && { inputs: withProperties(kind, recorded.inputs) }),
});
