import { findCmdlet, findFamily } from "../../catalogue";
import { isBuiltInName } from "./built-in";
import { deriveFields } from "./derive/fields";
import { deriveSets } from "./derive/sets";
import type { Clear, Field, ServiceFills, UpdateForm, WriteContext } from "./field";
import type {
  CheckRule,
  Claim,
  Cmdlets,
  CustomCalls,
  Example,
  Exclusion,
  Form,
  Identity,
  InUse,
  Kind,
  ListVariant,
  Lists,
  Lock,
  OutputField,
  Parent,
  ParameterSet,
  Permissions,
  Settle,
  Special,
} from "./kind";
import type { Canonical, CanonicalRecord } from "./fields/canonical";
import type { ResolveReference } from "./reference";
import type { Plain } from "../values";
import type { ValueType } from "./value-type";
import { GUID_PROPERTIES, type WireReader } from "./wire-reader";

export type * from "./field";
export type * from "./kind";
export type * from "./value-type";

/** What the catalogue cannot know of a parameter. Everything is optional. */
export interface FieldOverlay {
  readonly description?: string;
  readonly example?: Plain;
  readonly type?: ValueType;
  /** Another property name than the rule for names gives (for states). */
  readonly property?: string;
  /** It is no property; the text is the reason for docs/coverage.md. */
  readonly exclude?: string;
  readonly required?: boolean;
  readonly create?: string | false;
  readonly update?: UpdateForm | false;
  readonly clear?: Clear;
  readonly default?: Plain;
  readonly companion?: "always" | "onDemand" | "withChange";
  readonly writeOnly?: boolean;
  readonly secret?: boolean;
  readonly aliasOf?: string;
  readonly serviceFills?: ServiceFills;
  readonly perKey?: boolean;
  readonly createdAs?: NonNullable<Field["createdAs"]>;
  readonly replacedBy?: string;
  readonly leftToService?: NonNullable<Field["leftToService"]>;
  readonly managed?: NonNullable<Field["managed"]>;
  readonly fixed?: boolean;
  readonly unique?: { readonly min: number; readonly max: number };
  readonly exclusive?: true;
  readonly frozen?: (actual: CanonicalRecord) => string | undefined;
  /** Get property (or several, first one there wins) with the value; default: the parameter's name. */
  readonly from?: string | readonly string[];
  readonly read?: (object: WireReader) => Canonical | undefined;
  readonly write?: (value: Canonical, context: WriteContext) => Plain | undefined;
  readonly same?: (a: Canonical, b: Canonical, resolve: ResolveReference) => boolean;
  readonly refers?: NonNullable<Field["refers"]>;
  /** Noun that the value names. */
  readonly reference?: string;
}

/** A property that is no parameter of its own: a state that actions of New and Set reach. */
export interface State extends FieldOverlay {
  readonly property: string;
  /** The (first) parameter that reaches it. */
  readonly parameter: string;
  readonly type: ValueType;
  readonly description: string;
  readonly read: (object: WireReader) => Canonical | undefined;
}

/** A kind's data file. What is left out comes from the catalogue or has the default said here. */
export interface KindDefinition {
  readonly noun: string;
  /** Default: the area of the catalogue without its hyphens. */
  readonly area?: string;
  readonly summary: string;
  readonly notes?: readonly string[];
  readonly examples?: readonly Example[];
  /** Default: GUID from `Guid`, `ExchangeObjectId`, `ImmutableId`, `Identity`. */
  readonly identity?: Identity;
  /** Parameters that are in every set of New and Set, whatever the pages' syntax says. */
  readonly inEverySet?: readonly string[];
  readonly named?: Kind["named"];
  /** Default: `Name`, `DisplayName`. */
  readonly names?: readonly string[];
  readonly declaredId?: NonNullable<Kind["declaredId"]>;
  readonly isPart?: NonNullable<Kind["isPart"]>;
  readonly lesser?: NonNullable<Kind["lesser"]>;
  /** `undefined` for a verb = there is none although the catalogue has one. */
  readonly cmdlets?: { readonly [verb in keyof Cmdlets]?: Cmdlets[verb] | undefined };
  /** Parameters that are fixed at creation, so that a change replaces; `Name` is added where Set has none. */
  readonly fixed?: readonly string[];
  /** Parameters of the owned family: undeclared = default and compared. */
  readonly owned?: readonly string[];
  readonly ownsFamilyOnlyIfDeclared?: boolean;
  /** How Get returns a parameter, for kinds that do not return properties of the parameters' names. */
  readonly read?: (object: WireReader, parameter: string) => Plain | undefined;
  /** By parameter name. */
  readonly fields?: { readonly [parameter: string]: FieldOverlay };
  /** States that are no parameter of their own, e.g. `status`. */
  readonly states?: readonly State[];
  readonly forms?: readonly Form[];
  readonly rules?: readonly CheckRule[];
  readonly outputs?: readonly OutputField[];
  /** Parameters of the one list that shows all objects truthfully; default none. */
  readonly get?: { readonly [parameter: string]: Plain };
  readonly lists?: Lists;
  /** Further lists in addition to `get`. */
  readonly variants?: readonly ListVariant[];
  readonly isTombstone?: (object: WireReader) => boolean;
  /** In addition to the table of `built-in/`. */
  readonly isBuiltIn?: (object: WireReader) => boolean;
  readonly unexpressed?: NonNullable<Kind["unexpressed"]>;
  /** Get properties that no field reads and that say nothing of their own. */
  readonly repeated?: readonly string[];
  readonly lock?: Lock;
  readonly settle?: Settle;
  readonly parent?: Parent;
  readonly madeBy?: readonly string[];
  readonly place?: NonNullable<Kind["place"]>;
  readonly children?: readonly string[];
  readonly preventReplace?: string;
  readonly reservesNames?: boolean;
  readonly inUse?: InUse;
  readonly claims?: readonly Claim[];
  readonly permissions?: Partial<Permissions>;
  readonly special?: Special;
  readonly project?: NonNullable<Kind["project"]>;
  readonly aliases?: NonNullable<Kind["aliases"]>;
  readonly members?: NonNullable<Kind["members"]>;
  readonly calls?: CustomCalls;
  readonly withEverySet?: NonNullable<Kind["withEverySet"]>;
  /** The noun is none of the catalogue's: all properties are `states`. */
  readonly synthetic?: boolean;
}

const moduleName = (area: string): string => area.replaceAll("-", "");

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/**
 * Mode `PendingDeletion` (or a status of that name): what most nouns show until the service has really deleted
 * (docs/service/cmdlets.md#tombstones).
 */
export const pendingDeletion = (object: WireReader): boolean =>
  ["Mode", "Status", "State"].some((name) => /^pending\s*deletion$/i.test(object.text(name) ?? ""));

/**
 * People see objects under their display names, and some Get cmdlets return references by them
 * (docs/service/sensitivity-labels.md#label-references).
 */
const displayName = (object: WireReader): readonly string[] => [object.text("DisplayName") ?? ""].filter(Boolean);

/** Completes a definition from the catalogue; what is read from the catalogue is read on first use only. */
export function defineKind(definition: KindDefinition): Kind {
  const { noun } = definition;
  const area = definition.area ?? once(() => moduleName(findFamily(noun)?.area ?? "index"));
  const cmdlets = once(() => cmdletsOf(definition));
  const derived = once(() => deriveFields(definition, cmdlets()));
  const sets = (verb: "create" | "update"): (() => readonly ParameterSet[]) =>
    once(() => deriveSets(findCmdlet(cmdlets()[verb] ?? ""), definition.inEverySet));
  const createSets = sets("create");
  const updateSets = sets("update");
  const lists = once(() => listsOf(definition, cmdlets()));
  const byProperty = once(() => new Map(derived().fields.map((field) => [field.property, field])));
  const areaOf = (): string => (typeof area === "string" ? area : area());
  return {
    noun,
    get area() {
      return areaOf();
    },
    get token() {
      return `purview:${areaOf()}:${noun}`;
    },
    summary: definition.summary,
    notes: definition.notes ?? [],
    examples: definition.examples ?? [],
    identity: definition.identity ?? { kind: "guid", from: GUID_PROPERTIES },
    named: definition.named ?? "program",
    names: definition.names ?? ["Name", "DisplayName"],
    ...(definition.declaredId && { declaredId: definition.declaredId }),
    ...(definition.lesser && { lesser: definition.lesser }),
    ...(definition.isPart && { isPart: definition.isPart }),
    get cmdlets() {
      return cmdlets();
    },
    get fields() {
      return derived().fields;
    },
    field: (property) => byProperty().get(property),
    get exclusions(): readonly Exclusion[] {
      return derived().exclusions;
    },
    get createSets() {
      return createSets();
    },
    get updateSets() {
      return updateSets();
    },
    forms: definition.forms ?? [],
    rules: definition.rules ?? [],
    outputs: definition.outputs ?? [],
    get lists() {
      return lists();
    },
    isTombstone: definition.isTombstone ?? pendingDeletion,
    isBuiltIn: (object) =>
      isBuiltInName(definition.noun, object.text("Name")) || (definition.isBuiltIn?.(object) ?? false),
    ...(definition.unexpressed && { unexpressed: definition.unexpressed }),
    repeated: definition.repeated ?? [],
    lock: definition.lock ?? { kind: "self" },
    settle: definition.settle ?? { kind: "none" },
    parent: definition.parent,
    madeBy: definition.madeBy,
    place: definition.place,
    children: definition.children ?? [],
    preventReplace: definition.preventReplace,
    reservesNames: definition.reservesNames ?? false,
    inUse: definition.inUse,
    claims: definition.claims ?? [],
    ownsFamilyOnlyIfDeclared: definition.ownsFamilyOnlyIfDeclared ?? false,
    permissions: {
      roleGroups: definition.permissions?.roleGroups ?? ["Compliance Administrator", "Organization Management"],
      notes: definition.permissions?.notes ?? [],
    },
    special: definition.special,
    ...(definition.project && { project: definition.project }),
    aliases: definition.aliases ?? displayName,
    members: definition.members,
    calls: definition.calls,
    ...(definition.withEverySet && { withEverySet: definition.withEverySet }),
  };
}

function listsOf(definition: KindDefinition, cmdlets: Cmdlets): Lists {
  const main: ListVariant = { cmdlet: cmdlets.get, parameters: definition.get ?? {} };
  return definition.lists ?? { kind: "variants", variants: [main, ...(definition.variants ?? [])] };
}

function cmdletsOf({ noun, cmdlets }: KindDefinition): Cmdlets {
  const exists = (verb: string): string | undefined => findCmdlet(`${verb}-${noun}`)?.name;
  const { get, identityParameter, ...others } = cmdlets ?? {};
  return {
    get: get ?? exists("Get") ?? `Get-${noun}`,
    create: exists("New") ?? exists("Enable") ?? exists("Add"),
    update: exists("Set"),
    remove: exists("Remove"),
    identityParameter: identityParameter ?? "Identity",
    ...others,
  };
}
