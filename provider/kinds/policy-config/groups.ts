import type { FieldOverlay, ListType, ObjectType, ValueType } from "../define";
import {
  type Canonical,
  type CanonicalRecord,
  elementsIn,
  isCanonicalRecord,
  isEmpty,
  showOf,
} from "../fields/canonical";
import { parsedJson, readAs } from "../fields/read";
import { sameAs } from "../fields/same";
import { tagged } from "../fields/write";
import { isList, isRecord, type Plain } from "../../values";
import type { GroupTable, MemberField, MemberType } from "./group-types";
import { keysOf, memberOf, present, remember, type Row, sourceOf, tableIn, textIn } from "./table";

const memberTypeOf = (member: MemberType): ValueType =>
  member === "text" ? { type: "string" } : { type: "object", name: member.typeName, fields: member.fields };

function listTypeOf(table: GroupTable): ListType {
  const group: ObjectType = {
    type: "object",
    name: table.typeName,
    fields: [
      { property: "name", type: { type: "string" }, required: true, description: "Unique name of the group." },
      ...(table.hasDescription
        ? [{ property: "description", type: { type: "string" } as const, description: "What the group is for." }]
        : []),
      {
        property: table.members,
        type: { type: "list", of: memberTypeOf(table.member) },
        required: true,
        description: "What is in the group, in any order.",
      },
    ],
  };
  return { type: "list", of: group };
}

const wireKeyOf = ({ property, wire }: MemberField): string => wire ?? property;

function readMember(member: MemberType, wire: Plain): Canonical {
  if (member === "text" || !isRecord(wire)) return wire;
  return present(
    member.fields.map((field) => {
      const value = memberOf(wire, wireKeyOf(field));
      const one = Array.isArray(value) && value.length === 1 ? (value[0] as Plain) : value;
      return [field.property, isEmpty(one) ? undefined : showOf(readAs(field.type, one ?? null))];
    }),
  );
}

function readGroup(table: GroupTable, row: Row): CanonicalRecord {
  const members = parsedJson(memberOf(row, table.keys.members) ?? null);
  const list = isList(members) ? members : isEmpty(members) ? [] : [members];
  return {
    ...present([
      ["name", textIn(row, table.keys.name)],
      ["description", table.hasDescription ? textIn(row, "Description") || undefined : undefined],
    ]),
    [table.members]: list.map((member) => readMember(table.member, member)),
  };
}

const nameOf = (group: Canonical): string | undefined => {
  const name = isCanonicalRecord(group) ? group["name"] : undefined;
  return typeof name === "string" ? name : undefined;
};

/** Equal in all that the program says: what it leaves out is not managed. */
function sameGroup(table: GroupTable, declared: CanonicalRecord, actual: CanonicalRecord): boolean {
  const nothing = (): undefined => undefined;
  const [own, others] = [declared, actual].map((group) => elementsIn(group[table.members] ?? null));
  const description = declared["description"];
  return (
    (isEmpty(description) || description === actual["description"]) &&
    sameMembers(own ?? [], others ?? [], (a, b) => sameMember(table.member, a, b, nothing))
  );
}

type SameMember = (a: Canonical, b: Canonical) => boolean;

const sameMembers = (a: readonly Canonical[], b: readonly Canonical[], same: SameMember): boolean =>
  a.every((one) => b.some((other) => same(one, other))) && b.every((other) => a.some((one) => same(one, other)));

function sameMember(member: MemberType, declared: Canonical, actual: Canonical, resolve: () => undefined): boolean {
  if (member === "text" || !isCanonicalRecord(declared) || !isCanonicalRecord(actual))
    return sameAs({ type: "string", format: "name" }, resolve)(declared, actual);
  return member.fields.every((field) => {
    const value = declared[field.property];
    const off = field.type.type === "boolean" ? false : null;
    return isEmpty(value) || sameAs(field.type, resolve)(value ?? off, actual[field.property] ?? off);
  });
}

function sameGroups(table: GroupTable, a: Canonical, b: Canonical): boolean {
  const [declared, actual] = [elementsIn(a).filter(isCanonicalRecord), elementsIn(b).filter(isCanonicalRecord)];
  const find = (name: string | undefined): CanonicalRecord | undefined =>
    actual.find((group) => nameOf(group)?.toLowerCase() === name?.toLowerCase());
  return (
    declared.length === actual.length &&
    declared.every((group) => {
      const there = find(nameOf(group));
      return there !== undefined && sameGroup(table, group, there);
    })
  );
}

/** A group on the wire, under the id that the service gave the one of its name: rules refer to it by that. */
function writeGroup(table: GroupTable, group: CanonicalRecord, existing: Row | undefined): Row {
  const { keys, member } = table;
  const members = elementsIn(group[table.members] ?? null).map((one): Plain => {
    if (member === "text" || !isCanonicalRecord(one)) return showOf(one);
    return present(member.fields.map((field) => [wireKeyOf(field), showOf(one[field.property] ?? null)]));
  });
  return {
    ...present([
      [keys.name, nameOf(group)],
      [keys.id, existing && memberOf(existing, keys.id)],
      [
        "Description",
        table.hasDescription
          ? showOf(group["description"] ?? (existing && memberOf(existing, "Description")) ?? "")
          : undefined,
      ],
    ]),
    [keys.members]: members,
  };
}

/** Rows as the parameter takes them. */
function onWire(table: GroupTable, rows: readonly Row[]): Plain {
  if (table.form === "groups") return tagged({ groups: rows });
  const { members } = table.keys;
  return rows.map((row) => {
    const value = parsedJson(memberOf(row, members) ?? []);
    return tagged({ ...withoutMember(row, members), [members]: JSON.stringify(value) });
  });
}

const withoutMember = (row: Row, name: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key.toLowerCase() !== name.toLowerCase()));

/** A table of which only the declared groups are managed; the others go back as they were. */
export const groupsField = (table: GroupTable): FieldOverlay => ({
  description: `${table.description} Only the declared groups are managed: others stay as they are.`,
  type: listTypeOf(table),
  clear: { to: "leave" },
  read: (object) => {
    const rows = tableIn(object, table.parameter, `${table.parameter}Psws`);
    return (
      rows &&
      remember(
        rows.map((row) => readGroup(table, row)),
        { rows, managed: undefined },
      )
    );
  },
  managed: (actual, desired, _resolve, recorded) => {
    const names = keysOf([...elementsIn(desired), ...elementsIn(recorded ?? null)].map(nameOf));
    const groups = elementsIn(actual).filter((group) => names.has(nameOf(group)?.toLowerCase() ?? ""));
    return remember(groups, { rows: sourceOf(actual).rows, managed: names });
  },
  same: (a, b) => sameGroups(table, a, b),
  write: (value, { actual }) => {
    const { rows, managed } = sourceOf(actual);
    const declared = elementsIn(value).filter(isCanonicalRecord);
    const names = managed ?? keysOf(declared.map(nameOf));
    const keyOf = (row: Row): string => textIn(row, table.keys.name)?.toLowerCase() ?? "";
    const others = rows.filter((row) => !names.has(keyOf(row)));
    const own = declared.map((group) =>
      writeGroup(
        table,
        group,
        rows.find((row) => keyOf(row) === nameOf(group)?.toLowerCase()),
      ),
    );
    return onWire(table, [...others, ...own]);
  },
});
