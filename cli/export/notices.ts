import type { Exported } from "./exported";
import { literal } from "./literal";
import { type FindTarget, hasTenantIds, programInputs } from "./references";

/** An object that can be created again only with `acceptIrreversible`. */
export interface IrreversibleNotice {
  readonly noun: string;
  readonly id: string;
  readonly name: string;
  readonly logicalName: string;
  readonly acceptIrreversible: readonly string[];
  /** What could not be undone, for people. */
  readonly what: readonly string[];
}

/** A property that an object may have although Get does not return it. */
export interface WriteOnlyNotice {
  readonly noun: string;
  readonly property: string;
}

/** Ids of an object that another tenant does not know, for example of an encryption template. */
export interface TenantIdsNotice {
  readonly noun: string;
  readonly id: string;
  readonly name: string;
  readonly logicalName: string;
  readonly properties: readonly string[];
}

/** What an object has and no property stands for. */
export interface UnexpressedNotice {
  readonly noun: string;
  readonly id: string;
  readonly name: string;
  readonly logicalName: string;
  readonly what: readonly string[];
}

/** What to know before the exported objects are created again, in another tenant or after a delete. */
export interface Notices {
  readonly irreversible: readonly IrreversibleNotice[];
  readonly writeOnly: readonly WriteOnlyNotice[];
  readonly tenantIds: readonly TenantIdsNotice[];
  readonly unexpressed: readonly UnexpressedNotice[];
}

export const noticesOf = (objects: readonly Exported[], find: FindTarget): Notices => ({
  irreversible: objects
    .filter(({ irreversible }) => irreversible.length > 0)
    .map((object) => ({
      ...titleOf(object),
      acceptIrreversible: object.irreversible.map(({ act }) => act),
      what: object.irreversible.map(({ what }) => what),
    })),
  writeOnly: [...new Set(objects.map(({ kind }) => kind))].flatMap((kind) =>
    kind.fields
      // A parameter of a single change, or one with a default, is no part of what an object is.
      .filter((field) => field.writeOnly && field.companion === undefined && field.default === undefined)
      .map(({ property }) => ({ noun: kind.noun, property })),
  ),
  tenantIds: objects.flatMap((object) => {
    const properties = programInputs(object, find)
      .filter(([, value]) => hasTenantIds(value))
      .map(([property]) => property);
    return properties.length === 0 ? [] : [{ ...titleOf(object), properties }];
  }),
  unexpressed: objects
    .filter(({ unexpressed }) => unexpressed.length > 0)
    .map((object) => ({ ...titleOf(object), what: object.unexpressed })),
});

const titleOf = ({ kind, id, name, logicalName }: Exported) => ({ noun: kind.noun, id, name, logicalName });

/** The line that a program has to declare. */
export const acceptLine = (acts: readonly string[]): string =>
  `acceptIrreversible: [${acts.map((act) => JSON.stringify(act)).join(", ")}]`;

/** A heading, and a line for each; nothing where there is none. */
const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`)];

/** The notices as lines for people; none where there is nothing to say. */
export const noticeLines = ({ irreversible, writeOnly, tenantIds, unexpressed }: Notices): readonly string[] => [
  ...section(
    "Importing or adopting these changes nothing. Creating them again, in another tenant or after a delete, cannot be undone and needs this line in the program:",
    irreversible.map(
      ({ noun, logicalName, acceptIrreversible, what }) =>
        `${noun} ${literal(logicalName)}: ${acceptLine(acceptIrreversible)} (${what.join("; ")})`,
    ),
  ),
  ...section(
    "The service does not return these write-only properties, so they are not exported; declare them where the objects have them:",
    writeOnly.map(({ noun, property }) => `${noun}: ${property}`),
  ),
  ...section(
    "These have ids that only this tenant knows; for another tenant, replace them by its own:",
    tenantIds.map(({ noun, logicalName, properties }) => `${noun} ${literal(logicalName)}: ${properties.join(", ")}`),
  ),
  ...section(
    "The service returned this as well, but no property stands for it, so it is not exported:",
    unexpressed.map(
      ({ noun, logicalName, what }) =>
        `${noun} ${literal(logicalName)}: ${what.map((part) => literal(part).slice(1, -1)).join(", ")}`,
    ),
  ),
];
