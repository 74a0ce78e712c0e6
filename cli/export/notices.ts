import type { Exported } from "./exported";

/** An object that can be created again only with `acceptIrreversible`. */
export interface IrreversibleNotice {
  readonly noun: string;
  readonly id: string;
  readonly name: string;
  readonly acceptIrreversible: readonly string[];
  /** What could not be undone, for people. */
  readonly what: readonly string[];
}

/** A property that an object may have although Get does not return it. */
export interface WriteOnlyNotice {
  readonly noun: string;
  readonly property: string;
}

/** What to know before the exported objects are created again, in another tenant or after a delete. */
export interface Notices {
  readonly irreversible: readonly IrreversibleNotice[];
  readonly writeOnly: readonly WriteOnlyNotice[];
}

export const noticesOf = (objects: readonly Exported[]): Notices => ({
  irreversible: objects
    .filter(({ irreversible }) => irreversible.length > 0)
    .map(({ kind, id, name, irreversible }) => ({
      noun: kind.noun,
      id,
      name,
      acceptIrreversible: irreversible.map(({ act }) => act),
      what: irreversible.map(({ what }) => what),
    })),
  writeOnly: [...new Set(objects.map(({ kind }) => kind))].flatMap((kind) =>
    kind.fields
      // A parameter of a single change, or one with a default, is no part of what an object is.
      .filter((field) => field.writeOnly && field.companion === undefined && field.default === undefined)
      .map(({ property }) => ({ noun: kind.noun, property })),
  ),
});

/** The line that a program has to declare. */
export const acceptLine = (acts: readonly string[]): string =>
  `acceptIrreversible: [${acts.map((act) => JSON.stringify(act)).join(", ")}]`;

/** The notices as lines for people; none where there is nothing to say. */
export const noticeLines = ({ irreversible, writeOnly }: Notices): readonly string[] => [
  ...(irreversible.length === 0
    ? []
    : [
        "Importing or adopting these changes nothing. Creating them again, in another tenant or after a delete, cannot be undone and needs this line in the program:",
        ...irreversible.map(
          ({ noun, name, acceptIrreversible, what }) =>
            `  ${noun} "${name}": ${acceptLine(acceptIrreversible)} (${what.join("; ")})`,
        ),
      ]),
  ...(writeOnly.length === 0
    ? []
    : [
        "The service does not return these write-only properties, so they are not exported; declare them where the objects have them:",
        ...writeOnly.map(({ noun, property }) => `  ${noun}: ${property}`),
      ]),
];
