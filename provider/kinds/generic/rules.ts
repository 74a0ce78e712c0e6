import { allFamilies, findParameter } from "../../../catalogue";
import { isRecord, type Plain, plainOf, type Properties, suggest } from "../../values";
import type { Kind, RuleFinding } from "../kind";
import { neededBy, type Noun } from "./noun";

/** What can be known of a noun's cmdlets before anything is sent. */
export function findingsOf(noun: Noun, inputs: Properties): readonly RuleFinding[] {
  const { known } = noun;
  if (!known) return [];
  if (!known.get)
    return [
      {
        property: "noun",
        reason: `there is no Get-${noun.noun}, so what is made could not be found again, compared or removed; run the cmdlet by hand`,
      },
    ];
  if (known.isMembership)
    return [
      {
        property: "noun",
        reason: `there is no New-${noun.noun}: Add-${noun.noun} adds members to another object, which this resource cannot manage`,
      },
    ];
  if (!known.create && !known.update)
    return [
      {
        property: "noun",
        reason: `there is neither New-${noun.noun} nor Set-${noun.noun}: the service makes these objects by itself`,
      },
    ];
  return unread(noun, inputs);
}

/** Parameters without which Get refuses to list anything. */
function unread(noun: Noun, inputs: Properties): readonly RuleFinding[] {
  const get = noun.known?.get;
  const given = inputs["readParameters"];
  const plain = given === undefined ? {} : plainOf(given);
  if (!get || plain === undefined) return [];
  const names = new Set(Object.keys(isRecord(plain) ? plain : {}).map((name) => name.toLowerCase()));
  const missing = neededBy(get, "every").filter((name) => !names.has(name.toLowerCase()));
  if (missing.length === 0) return [];
  const example = missing.map((name) => `${name}: ${exampleOf(noun, name, inputs)}`).join(", ");
  return [
    {
      property: "readParameters",
      reason: `${get.name} lists nothing without ${missing.join(" and ")}: declare readParameters: { ${example} }`,
    },
  ];
}

function exampleOf({ known }: Noun, name: string, inputs: Properties): string {
  const declared = inputs[`parameters.${name}`];
  const own = declared === undefined ? undefined : plainOf(declared);
  const value: Plain | undefined = own ?? (known?.get && findParameter(known.get, name)?.values?.[0]);
  return value === undefined ? "\u2026" : JSON.stringify(value);
}

/** A parameter that a page's syntax requires and its text calls deprecated: no example has it. */
export const isDoubtful = (
  kind: Kind,
  { property, reason }: { readonly property: string; readonly reason: string },
): boolean => reason === "is required" && kind.field(property)?.flags.includes("deprecated") === true;

/** The noun that was probably meant. */
export const nearestNoun = (noun: string): string | undefined =>
  suggest(
    noun,
    allFamilies().map((family) => family.noun),
  );
