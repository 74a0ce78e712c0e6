import type { Plain } from "../../../provider/values";

type Scope = { readonly Type: string; readonly Identity: string };
type Location = { readonly [key: string]: string | readonly Scope[] };

const parsed = (text: Plain | undefined): readonly Location[] =>
  typeof text === "string" && text !== "" ? (JSON.parse(text) as readonly Location[]) : [];

const scopesOf = (location: Location | undefined, key: string): readonly Scope[] => {
  const scopes = location?.[key];
  return Array.isArray(scopes) ? (scopes as readonly Scope[]) : [];
};

const keyOf = ({ Type, Identity }: Scope): string => `${Type} ${Identity}`.toLowerCase();

/** What Set makes of `Locations`: it takes what is added and removed (docs/service/dlp.md#copilot). */
export function changedLocations(now: Plain | undefined, change: Plain): string {
  const locations = new Map(parsed(now).map((location) => [String(location["Location"]), location]));
  for (const delta of parsed(change)) {
    const place = String(delta["Location"]);
    const present = locations.get(place);
    const scopes = (key: "Inclusions" | "Exclusions"): readonly Scope[] => {
      const removed = scopesOf(delta, `Remove${key}`).map(keyOf);
      return [
        ...scopesOf(present, key).filter((scope) => !removed.includes(keyOf(scope))),
        ...scopesOf(delta, `Add${key}`),
      ];
    };
    const [inclusions, exclusions] = [scopes("Inclusions"), scopes("Exclusions")];
    if (inclusions.length + exclusions.length === 0) locations.delete(place);
    else
      locations.set(place, {
        Workload: "Applications",
        Location: place,
        Inclusions: inclusions,
        Exclusions: exclusions,
      });
  }
  return JSON.stringify([...locations.values()]);
}
