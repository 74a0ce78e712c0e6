import type { Exported } from "./estate";

/** An object that nobody can make again without consent. */
export interface NeedsConsent {
  readonly noun: string;
  readonly id: string;
  readonly name: string;
  readonly acceptIrreversible: readonly string[];
  /** What would be done for good, for people. */
  readonly what: readonly string[];
}

/** A property that an object may have although the export cannot know. */
export interface Untold {
  readonly noun: string;
  readonly property: string;
}

/** What somebody has to know who makes the objects again elsewhere, or after a delete. */
export interface Notices {
  readonly irreversible: readonly NeedsConsent[];
  readonly untold: readonly Untold[];
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
  untold: [...new Set(objects.map(({ kind }) => kind))].flatMap((kind) =>
    kind.fields
      // What goes with a single change, or has a default, is no part of what an object is.
      .filter((field) => field.writeOnly && field.companion === undefined && field.default === undefined)
      .map(({ property }) => ({ noun: kind.noun, property })),
  ),
});

/** The line that a program has to declare. */
export const consentLine = (acts: readonly string[]): string =>
  `acceptIrreversible: [${acts.map((act) => JSON.stringify(act)).join(", ")}]`;

/** The notices as lines for people; none where there is nothing to say. */
export const noticeLines = ({ irreversible, untold }: Notices): readonly string[] => [
  ...(irreversible.length === 0
    ? []
    : [
        "Importing or adopting these changes nothing. Making them again, in another tenant or after a delete, cannot be undone and needs consent in the program:",
        ...irreversible.map(
          ({ noun, name, acceptIrreversible, what }) =>
            `  ${noun} "${name}": ${consentLine(acceptIrreversible)} (${what.join("; ")})`,
        ),
      ]),
  ...(untold.length === 0
    ? []
    : [
        "The service does not tell these properties, so that they are missing here; declare them where the objects have them:",
        ...untold.map(({ noun, property }) => `  ${noun}: ${property}`),
      ]),
];
