import { codeUnits, visible } from "../../values";

/** Texts of up to so many characters are shown whole: a terminal's line has to hold both sides, the object and who changed it. */
const WHOLE = 60;
/** So much stands around a difference inside a longer text. */
const CONTEXT = 16;
/** And so much of the difference itself. */
const LONGEST = 80;

export type Sides = readonly [actual: string, declared: string];

export const isShort = (text: string): boolean => [...text].length <= WHOLE;

/** How a text stands in a message: quoted, with what nobody could see as escapes. */
export const quoted = (text: string): string => visible(JSON.stringify(text));

/**
 * Two texts that differ, so that people see where: short ones whole, of longer ones what differs first with a little around it.
 * @param show How a part of either is written.
 */
export function differingTexts(actual: string, declared: string, show: (part: string) => string = quoted): Sides {
  if (isShort(actual) && isShort(declared)) return distinct([show(actual), show(declared)]);
  const sides = [[...actual], [...declared]] as const;
  const [first, second] = sides;
  const before = commonStart(first, second);
  const after = commonStart([...first.slice(before)].reverse(), [...second.slice(before)].reverse());
  const from = Math.max(0, before - CONTEXT);
  const parts = sides.map((side) => {
    const end = Math.min(side.length - after + Math.min(after, CONTEXT), from + LONGEST);
    return `${from > 0 ? "…" : ""}${side.slice(from, end).join("")}${end < side.length ? "…" : ""}`;
  });
  return distinct([show(parts[0] ?? ""), show(parts[1] ?? "")]);
}

function commonStart(first: readonly string[], second: readonly string[]): number {
  const differs = first.findIndex((character, i) => character !== second[i]);
  return differs < 0 ? first.length : differs;
}

/** Never two values that look equal: then every character that ASCII lacks is written as an escape. */
export function distinct(sides: Sides): Sides {
  const [first, second] = sides;
  if (looks(first) !== looks(second)) return sides;
  const [actual, declared] = [escaped(first), escaped(second)];
  return actual === declared ? [first, `${second} (another of that name)`] : [actual, declared];
}

/** Cyrillic and Greek letters that mails and copied names bring along, and the Latin ones that they look like. */
const LOOKALIKES = [
  ["аеорсухіјѕһԁ", "aeopcyxijshd"],
  ["АВЕКМНОРСТХІЈЅ", "ABEKMHOPCTXIJS"],
  ["οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX"],
] as const;

const LATIN = new Map(
  LOOKALIKES.flatMap(([letters, latin]) => [...letters].map((letter, i) => [letter, latin.charAt(i)] as const)),
);

/** What two texts that people cannot tell apart have in common. */
const looks = (text: string): string =>
  [...text.normalize("NFKC")].map((letter) => LATIN.get(letter) ?? letter).join("");

const escaped = (text: string): string => text.replace(/[^\x20-\x7e…]/gu, codeUnits);
