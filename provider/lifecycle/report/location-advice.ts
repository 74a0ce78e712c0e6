import type { Kind } from "../../kinds";
import { type Canonical, isIdentified, showOf } from "../../kinds/fields/canonical";
import { identifierKey, isAddress, isCertain, isUrl } from "../../kinds/fields/identifiers";
import type { ElementMatch } from "../../kinds/fields/match";
import type { Properties } from "../../values";
import { type LocationList, locationLists, matchLocations } from "../object/location-lists";
import type { Observed, ResolveReference } from "../types";

interface Compared {
  readonly kind: Kind;
  readonly desired: Properties;
  readonly observed: Observed;
  readonly resolve: ResolveReference;
}

/** What people should know of locations although nothing has to be changed; undefined lists are none. */
export interface LocationAdvice {
  /** The program names somebody or something by what it was called before. */
  readonly renamed: readonly string[];
  /** Who joined or left a group since the service took its members in its place. */
  readonly membership: readonly string[];
}

/** @param resource As people call it, e.g. `Finance (RetentionCompliancePolicy "Finance")`. */
export function locationAdvice(resource: string, { kind, desired, observed, resolve }: Compared): LocationAdvice {
  if (!resolve.locations) return { renamed: [], membership: [] };
  const lists = locationLists(kind, desired, observed.properties)
    // Secret lists are told to nobody.
    .filter(({ declared, actual, isSecret }) => declared !== undefined && actual !== undefined && !isSecret)
    .map((list): MatchedList => ({ ...list, match: matchLocations(list, resolve) }));
  return {
    renamed: lists.flatMap(({ property, match }) =>
      renamedIn(match, resolve).map((line) => `${resource} ${property}: ${line}`),
    ),
    membership: lists.flatMap((list) =>
      [...missingFrom(list.match), ...membershipOf(list, resolve)].map(
        (line) => `drift: ${resource} ${list.property}: ${line}`,
      ),
    ),
  };
}

interface MatchedList extends LocationList {
  readonly match: ElementMatch;
}

function renamedIn({ pairs }: ElementMatch, { locations }: ResolveReference): readonly string[] {
  if (!locations) return [];
  return pairs.flatMap(({ declared: { value: given }, actual: { value: returned } }) => {
    const now = locations.groupOf(given) ? undefined : newSpelling(given, returned);
    return now === undefined ? [] : [`${quoted(given)} is now called ${quoted(now)}; declare that.`];
  });

  /** Of the form in which it is declared; undefined = it is still called so, or nobody knows. */
  function newSpelling(given: Canonical, returned: Canonical): Canonical | undefined {
    const text = identifierKey(String(showOf(given)));
    const keys = isIdentified(returned) ? returned.keys : [identifierKey(String(showOf(returned)))];
    if (keys.includes(text)) return undefined;
    const address = locations?.addressOf(given);
    if (isAddress(text)) {
      const own = [address, showOf(returned)].find((other) => typeof other === "string" && isAddress(other));
      return own === undefined || own === null || identifierKey(String(own)) === text ? undefined : own;
    }
    if (isUrl(text)) return keys.some(isUrl) ? showOf(returned) : undefined;
    return isCertain(text) ? undefined : (address ?? showOf(returned));
  }
}

const quoted = (value: Canonical): string => JSON.stringify(showOf(value));

/** Who is not in the policy although the group is. */
const missingFrom = ({ added }: ElementMatch): readonly string[] =>
  added.flatMap(({ value, memberOf }) =>
    memberOf === undefined
      ? []
      : [`${quoted(value)}, a member of the group ${quoted(memberOf)}, is not in the policy; \`up\` puts it back.`],
  );

function membershipOf(
  { declared: given = [], match }: MatchedList,
  { locations }: ResolveReference,
): readonly string[] {
  return given.flatMap((value, index) => {
    const members = locations?.groupOf(value)?.members ?? [];
    if (members.every(({ since }) => since === "unchanged")) return [];
    const keysOf = (own: boolean): ReadonlySet<string> =>
      new Set(
        match.pairs
          .filter(({ declared: { index: of } }) => (of === index) === own)
          .flatMap(({ actual: { value: returned } }) => keysIn(returned)),
      );
    const [present, elsewhere] = [keysOf(true), keysOf(false)];
    return members.flatMap(({ show, keys, since }) => {
      if (keys.some((key) => elsewhere.has(key))) return [];
      const isThere = keys.some((key) => present.has(key));
      const who = JSON.stringify(show);
      if (since === "joined" && !isThere)
        return [
          `${who} has joined the group ${quoted(value)} and is not in the policy; \`up\` adds nobody for that: declare ${who} too.`,
        ];
      if (since === "joined") return [`${who} has joined the group ${quoted(value)} and is in the policy.`];
      if (since === "left" && isThere)
        return [
          `${who} has left the group ${quoted(value)} and is still in the policy; \`up\` removes nobody for that: to take them out, declare the members in place of the group.`,
        ];
      return since === "left" ? [`${who} has left the group ${quoted(value)} and is no longer in the policy.`] : [];
    });
  });
}

const keysIn = (value: Canonical): readonly string[] =>
  isIdentified(value) ? value.keys : [identifierKey(String(showOf(value)))];
