import type { Exported } from "./exported";

const RESERVED = new Set(
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null package private protected public return static super switch this throw true try typeof var void while with yield await pulumi purview".split(
    " ",
  ),
);

/** One variable each, from the logical name: `Finance records` → `financeRecords`. */
export function variablesOf(objects: readonly Exported[]): ReadonlyMap<Exported, string> {
  const taken = new Set<string>();
  return new Map(
    objects.map((object) => {
      const base = camel(object.logicalName) || camel(object.kind.noun);
      let variable = base;
      for (let n = 2; taken.has(variable) || RESERVED.has(variable); n++) variable = `${base}${n}`;
      taken.add(variable);
      return [object, variable];
    }),
  );
}

function camel(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .split(" ")
    .filter(Boolean);
  const name = words
    .map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join("");
  return /^[0-9]/.test(name) ? `_${name}` : name;
}
