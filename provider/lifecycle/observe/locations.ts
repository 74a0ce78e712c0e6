import type { GroupMember } from "../../kinds/location";
import { type Canonical, elementsIn, isIdentified } from "../../kinds/fields/canonical";
import { isAddress, isUrl } from "../../kinds/fields/identifiers";
import { type ElementMatch, matchElements } from "../../kinds/fields/match";
import { withLocations } from "../../kinds/reference";
import { isList, type Properties } from "../../values";
import { declaredPlain } from "../object/declared";
import { locationFields, type LocationList, locationLists, matchLocations, spellingOf } from "../object/location-lists";
import { type LocationMemory, memoryIn, NO_MEMORY } from "../object/location-memory";
import type { Operation } from "../operation/operation";
import type { Directory, Recipient } from "../recipients";
import type { Observed, Recorded, ResolveReference } from "../types";
import { askableOf, type GroupReading, knownLocations, NOTHING } from "./known-locations";

/** What is compared. */
export interface LocationSides {
  readonly desired: Properties;
  readonly observed: Observed;
  readonly recorded?: Recorded | undefined;
  readonly resolve: ResolveReference;
  /** The object is read back after a write; what it was before the write, undefined = New made it. */
  readonly written?: { readonly before: Observed | undefined } | undefined;
}

/** How deep groups inside of groups are read. */
const DEEPEST = 5;

/**
 * Adds what is known of persons, groups and sites to what is known of references: first what state remembers; then, only where a list and
 * the program still differ in words, what the service answers when it is asked who is called so.
 */
export async function resolveLocations(operation: Operation, sides: LocationSides): Promise<ResolveReference> {
  const { kind, run, signal } = operation;
  const lists = locationLists(kind, sides.desired, sides.observed.properties).filter(
    ({ actual }) => actual !== undefined,
  );
  if (lists.length === 0) return sides.resolve;
  const memory = memoryIn(sides.recorded?.outputs) ?? NO_MEMORY;
  const declaredBefore = declaredIn(operation, sides);
  const { directory } = run.recipients;
  const know = (groups: ReadonlyMap<string, GroupReading>): ResolveReference =>
    withLocations(sides.resolve, knownLocations({ memory, directory, declaredBefore, groups }));

  const remembered = rememberedGroups(lists, memory);
  const first = know(remembered);
  const openIn = (resolve: ResolveReference, textsOf: (match: ElementMatch) => readonly string[]): readonly string[] =>
    lists.flatMap((list) => textsOf(matchLocations(list, resolve)));
  const open = openIn(first, (match) => unmatchedTexts(match, memory));
  if (open.length > 0) {
    await run.recipients.lookUp(open, signal);
    await run.recipients.lookUp(openIn(know(remembered), stillUnmatchedTexts), signal);
    warnOnce(operation);
  }
  const groups = await readGroups(operation, { lists, sides, memory, know });
  return groups.size === 0 && open.length === 0 ? first : know(groups);
}

/** What the list does not tell: declared ones that it lacks, and what it has besides and does not call by its address. */
function unmatchedTexts(
  { added, surplus, pairs, byName }: ElementMatch,
  { elements }: LocationMemory,
): readonly string[] {
  const returned = surplus.map(({ value }) => value).filter(hasNoAddress);
  const doubtful = byName.map(({ value }) => value);
  const declared = [...declaredAmong(added), ...doubtful].flatMap((value) => [
    ...askableOf(value),
    ...(elements.get(spellingOf(value))?.ids ?? []),
  ]);
  return [...declared, ...returned.flatMap(askableOf), ...renamedTexts({ pairs }, { elements })];
}

/** What is called otherwise than state remembers: the program is told of its address of today. */
const renamedTexts = (
  { pairs }: Pick<ElementMatch, "pairs">,
  { elements }: Pick<LocationMemory, "elements">,
): readonly string[] =>
  pairs.flatMap(({ declared: { value }, actual }) => {
    const remembered = elements.get(spellingOf(value));
    const keys = isIdentified(actual.value) ? actual.value.keys : [];
    const isRenamed =
      remembered !== undefined && remembered.name !== "" && keys.length > 0 && !keys.includes(remembered.name);
    return isRenamed ? [...askableOf(value), ...remembered.ids] : [];
  });

/** What these answers leave open. */
function stillUnmatchedTexts({ added, surplus }: ElementMatch): readonly string[] {
  return declaredAmong(added).length === 0 ? [] : surplus.flatMap(({ value }) => askableOf(value));
}

const declaredAmong = (added: ElementMatch["added"]): readonly Canonical[] =>
  added.filter(({ memberOf }) => memberOf === undefined).map(({ value }) => value);

const hasNoAddress = (value: Canonical): boolean => !askableOf(value).some((text) => isAddress(text) || isUrl(text));

/** What the last update declared, as far as state does not say it better. */
function declaredIn({ kind, run }: Operation, { observed, recorded }: LocationSides): ReadonlySet<string> {
  if (!recorded || memoryIn(recorded.outputs)) return new Set();
  const before = run.resources.refreshed(kind.noun, observed.id)?.inputs ?? recorded.inputs ?? recorded.outputs;
  const texts = locationFields(kind).flatMap(({ field: { property } }) => {
    const value = declaredPlain(before, property);
    return isList(value) ? value.map(spellingOf) : value === undefined ? [] : [spellingOf(value)];
  });
  return new Set(texts);
}

function rememberedGroups(
  lists: readonly LocationList[],
  { groups }: LocationMemory,
): ReadonlyMap<string, GroupReading> {
  const spellings = lists.flatMap(({ declared = [] }) => declared.map(spellingOf));
  return new Map(
    spellings.flatMap((spelling) => {
      const before = groups.get(spelling);
      return before ? [[spelling, { now: undefined, before, isWritten: false }] as const] : [];
    }),
  );
}

/** The same for objects that no program declares: everybody whom their lists do not call by an address. */
export async function resolveListed(
  operation: Operation,
  objects: readonly Observed[],
  resolve: ResolveReference,
): Promise<ResolveReference> {
  const { kind, run, signal } = operation;
  const returned = objects.flatMap(({ properties }) =>
    locationLists(kind, {}, properties).flatMap(({ actual = [] }) => actual),
  );
  const open = returned.filter(hasNoAddress).flatMap(askableOf);
  if (open.length === 0) return resolve;
  const directory = await run.recipients.lookUp(open, signal);
  warnOnce(operation);
  return withLocations(resolve, knownLocations({ ...NOTHING, directory }));
}

interface GroupRequest {
  readonly lists: readonly LocationList[];
  readonly sides: LocationSides;
  readonly memory: LocationMemory;
  readonly know: (groups: ReadonlyMap<string, GroupReading>) => ResolveReference;
}

/** The distribution groups among the declared ones: those that state remembers, and those that turned out to be one. */
async function readGroups(
  operation: Operation,
  { lists, sides, memory, know }: GroupRequest,
): Promise<ReadonlyMap<string, GroupReading>> {
  const { directory } = operation.run.recipients;
  const resolve = know(new Map());
  const isWritten = sides.written !== undefined;
  const found = new Map<string, GroupReading>();
  for (const list of lists) {
    const { added, surplus } = matchLocations(list, resolve);
    for (const { value } of added) {
      const spelling = spellingOf(value);
      const before = memory.groups.get(spelling);
      if (!before && !directory.one(spelling)?.isDistributionGroup) continue;
      const read = await membersOf(operation, spelling, DEEPEST);
      const now = read ?? (isWritten && !before ? newcomers(list, surplus, sides) : undefined);
      found.set(spelling, { now, before, isWritten });
    }
  }
  return found;
}

/** What has appeared with the write and is no other declared one: what the service made of a group of which nobody tells the members. */
function newcomers(
  { property, type }: LocationList,
  surplus: ElementMatch["surplus"],
  { written, resolve }: LocationSides,
): readonly GroupMember[] {
  const before = elementsIn(written?.before?.properties[property] ?? null);
  const actual = surplus.map(({ value }) => value);
  return matchElements({ type, declared: before, actual, resolve }).surplus.map(({ value }) => ({
    keys: askableOf(value).map(spellingOf),
    show: String(askableOf(value)[0] ?? ""),
    required: false,
    since: "unchanged",
  }));
}

/** Who is in the group, those of groups inside of it too; undefined = the service does not tell. */
async function membersOf(
  { run: { recipients }, signal }: Operation,
  group: string,
  deepest: number,
): Promise<readonly GroupMember[] | undefined> {
  const { directory } = recipients;
  const seen = new Set<string>([group]);
  const walk = async (text: string, depth: number): Promise<readonly GroupMember[] | undefined> => {
    const id = directory.one(text)?.id ?? text;
    await recipients.readMembers([id], signal);
    const members = directory.membersOf(id);
    if (!members) return undefined;
    await recipients.lookUp(members, signal);
    const parts = await Promise.all(
      members.map(async (member): Promise<readonly GroupMember[]> => {
        const recipient = directory.one(member);
        if (!recipient?.isDistributionGroup) return [memberOf(directory, member, recipient)];
        if (depth === 0 || seen.has(recipient.id ?? member)) return [];
        seen.add(recipient.id ?? member);
        return (await walk(recipient.id ?? member, depth - 1)) ?? [];
      }),
    );
    return parts.flat();
  };
  return await walk(group, deepest);
}

const memberOf = (directory: Directory, text: string, recipient: Recipient | undefined): GroupMember => ({
  keys: recipient ? [...recipient.keys, ...directory.ownNames(recipient)] : [spellingOf(text)],
  show: recipient?.address ?? recipient?.id ?? text,
  required: recipient?.hasMailbox !== false,
  since: "unchanged",
});

/** Once per run: what cannot be asked is compared as it is spelled. */
function warnOnce({ run: { recipients }, reporter }: Operation): void {
  const { unavailable } = recipients;
  if (!unavailable || recipients.isReported) return;
  recipients.isReported = true;
  reporter.warn(
    `${unavailable.cmdlet} could not be asked which person or group a location is, so locations are compared as they are spelled, ` +
      `and none is removed where it may be a declared one under another name: ${unavailable.reason}`,
  );
}
