import type { CheckRule, FieldOverlay } from "../define";
import { showOf } from "../fields/canonical";
import { parsedJson } from "../fields/read";
import { containsUnknown, isList, isRecord, type Plain, plainOf } from "../../values";
import { labelSetting } from "./label-actions";

interface Grant {
  readonly identity: string;
  readonly rights: readonly string[];
}

interface Parsed {
  readonly grants: readonly Grant[];
  /** Parts that are no grant, as they stand. */
  readonly faults: readonly string[];
}

const NONE: Parsed = { grants: [], faults: [] };

const together = (parts: readonly Parsed[]): Parsed => ({
  grants: parts.flatMap(({ grants }) => grants),
  faults: parts.flatMap(({ faults }) => faults),
});

/** Every form in which people have them: the cmdlets' text, Get's JSON (text or not), an object by identity. */
function parse(value: Plain): Parsed {
  const parsed = parsedJson(value);
  if (parsed === null || parsed === "") return NONE;
  // JSON that somebody cut or mistyped is no text of the cmdlets.
  if (typeof parsed === "string" && /^\s*[[{]/.test(parsed)) return { grants: [], faults: [parsed] };
  if (typeof parsed === "string") return together(parsed.split(";").map((part) => parseText(part.trim())));
  if (isList(parsed)) return together(parsed.map(parse));
  if (!isRecord(parsed)) return { grants: [], faults: [JSON.stringify(parsed)] };
  const byKey = new Map(Object.entries(parsed).map(([key, item]) => [key.toLowerCase(), item]));
  const identity = byKey.get("identity");
  if (identity === undefined) return together(Object.entries(parsed).map(([key, rights]) => grantOf(key, rights)));
  return grantOf(typeof identity === "string" ? identity : "", byKey.get("rights") ?? null);
}

function parseText(part: string): Parsed {
  if (part === "") return NONE;
  const colon = part.lastIndexOf(":");
  return colon < 0 ? { grants: [], faults: [part] } : grantOf(part.slice(0, colon), part.slice(colon + 1));
}

function grantOf(identity: string, value: Plain): Parsed {
  const texts = isList(value) ? value : [value];
  const rights = texts.flatMap((text) => (typeof text === "string" ? text.split(",") : []));
  const known = rights.map((right) => right.trim()).filter((right) => right !== "");
  return identity.trim() === "" || known.length === 0
    ? { grants: [], faults: [`${identity}:${known.join(",")}`] }
    : { grants: [{ identity: identity.trim(), rights: known }], faults: [] };
}

/** Who -> the set of rights. */
function rightsOf(value: Plain): ReadonlyMap<string, ReadonlySet<string>> {
  const byIdentity = new Map<string, Set<string>>();
  for (const { identity, rights } of parse(value).grants) {
    const key = identity.toLowerCase();
    byIdentity.set(key, new Set([...(byIdentity.get(key) ?? []), ...rights.map((right) => right.toUpperCase())]));
  }
  return byIdentity;
}

const sameRights = (a: Plain, b: Plain): boolean => {
  const [first, second] = [rightsOf(a), rightsOf(b)];
  return (
    first.size === second.size &&
    [...first].every(([identity, rights]) => {
      const other = second.get(identity);
      return other?.size === rights.size && [...rights].every((right) => other.has(right));
    })
  );
};

/** `identity:RIGHT,RIGHT;identity:RIGHT`, the one form that New and Set take; what is none stays as it is. */
function rightsText(value: Plain): Plain {
  const { grants, faults } = parse(value);
  if (faults.length > 0) return typeof value === "string" ? value : JSON.stringify(value);
  return grants.map(({ identity, rights }) => `${identity}:${rights.join(",")}`).join(";");
}

/** The usage rights that can be given (docs/service/sensitivity-labels.md#usage-rights). */
const USAGE_RIGHTS = new Set(
  "VIEW EDIT DOCEDIT PRINT COMMENT EXTRACT EXPORT SAVE FORWARD REPLY REPLYALL OWNER OBJMODEL VIEWRIGHTSDATA EDITRIGHTSDATA".split(
    " ",
  ),
);

const PROPERTY = "encryptionRightsDefinitions";

/** What cannot be sent at all is an error; a right that the page does not know, a warning. */
export const validRights: CheckRule = ({ [PROPERTY]: declared }) => {
  const value = declared === undefined || containsUnknown(declared) ? null : (plainOf(declared) ?? null);
  const { grants, faults } = parse(value);
  const unknown = [...new Set(grants.flatMap(({ rights }) => rights))].filter(
    (right) => !USAGE_RIGHTS.has(right.toUpperCase()),
  );
  return [
    ...faults.map((fault) => ({
      property: PROPERTY,
      reason: `must say who has which rights, as identity:RIGHT,RIGHT;identity:RIGHT, as [{ identity, rights }] or as Get-Label returns them, not ${JSON.stringify(fault)}`,
    })),
    ...unknown.map((right) => ({
      property: PROPERTY,
      reason: `should give usage rights (${[...USAGE_RIGHTS].join(", ")}), not ${JSON.stringify(right)} (stated by https://learn.microsoft.com/purview/rights-management-usage-rights; the service may accept it)`,
      stated: true as const,
    })),
  ];
};

export const RIGHTS: FieldOverlay = {
  description:
    "Who may do what with encrypted content: the text `identity:RIGHT,RIGHT;identity:RIGHT`, a list of `{ identity, rights }`, an object of rights by identity, or what Get-Label returns.",
  example: "contoso.com:VIEW,EDIT;ann@contoso.com:OWNER",
  type: { type: "any" },
  read: (object) => {
    const wire = labelSetting(object, "EncryptionRightsDefinitions");
    return wire === undefined ? undefined : rightsText(wire);
  },
  same: (a, b) => sameRights(showOf(a), showOf(b)),
  write: (value) => rightsText(showOf(value)),
};
