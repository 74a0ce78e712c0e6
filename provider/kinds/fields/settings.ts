import type { FieldOverlay } from "../define";
import type { ResolveReference } from "../reference";
import { isRecord, isSecret, type Plain } from "../../values";
import { type Canonical, type CanonicalRecord, fromEntries, isCanonicalRecord, showOf } from "./canonical";
import { readAs } from "./read";
import { sameJson, sameReference } from "./same";
import { tagged } from "./write";

/** Settings whose value is a label: `OutlookDefaultLabel`, `teamworkdefaultlabelid`, `DefaultSubLabelId` … */
const NAMES_LABEL = /default(sub)?label(id)?$/i;

/** "None" says that there is no default label. */
const isNoLabel = (text: string): boolean => text === "" || /^none$/i.test(text);

function sameSetting(key: string, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  if (!NAMES_LABEL.test(key)) return sameJson(flat(showOf(a)), flat(showOf(b)));
  return sameReference("Label", a, b, resolve);
}

/** Lists come back as one text with commas. */
const flat = (value: Plain): Plain =>
  Array.isArray(value) ? (value as readonly Plain[]).map(String).join(",") : value;

function sameSettings(a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  if (!isCanonicalRecord(a) || !isCanonicalRecord(b)) return sameJson(a, b);
  const lowered = (record: CanonicalRecord): Map<string, Canonical> =>
    new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
  const [first, second] = [lowered(a), lowered(b)];
  return [...new Set([...first.keys(), ...second.keys()])].every((key) =>
    sameSetting(key, first.get(key) ?? "", second.get(key) ?? "", resolve),
  );
}

const MAP = { type: "map", of: { type: "any" } } as const;

/** Settings that Get also returns as properties of the object (docs/service/sensitivity-labels.md#settings): no advanced settings. */
const HAVE_A_PROPERTY = new Set(["displayname", "tooltip", "contenttype", "parentid", "isparent", "priority"]);

/**
 * `AdvancedSettings`: a hashtable of string keys on the wire, `[key, value]` texts in `Settings` on Get. The service keeps
 * settings of its own there, so only declared keys are managed; an empty string removes a key
 * (docs/service/sensitivity-labels.md#advanced-settings).
 */
export const ADVANCED_SETTINGS: FieldOverlay = {
  type: MAP,
  perKey: true,
  read: (object) => {
    const wire = object.get("Settings") ?? object.get("AdvancedSettings");
    const all = wire === undefined ? undefined : readAs(MAP, wire);
    if (!isCanonicalRecord(all)) return all;
    // AIP labels have an empty `color`: an empty text is no setting (docs/service/sensitivity-labels.md#other-shapes).
    return fromEntries(
      Object.entries(all).filter(([key, value]) => value !== "" && !HAVE_A_PROPERTY.has(key.toLowerCase())),
    );
  },
  refers: (value) =>
    Object.entries(isRecord(value) ? value : {}).flatMap(([key, marked]) => {
      const item = isSecret(marked) ? marked.value : marked;
      return NAMES_LABEL.test(key) && typeof item === "string" && !isNoLabel(item)
        ? [{ noun: "Label", text: item, path: `.${key}` }]
        : [];
    }),
  same: sameSettings,
  write: (value, { resolve }) =>
    tagged(
      fromEntries(
        Object.entries(isCanonicalRecord(value) ? value : {}).map(([key, item]) => [
          key,
          settingText(key, showOf(item), resolve),
        ]),
      ),
    ),
};

function settingText(key: string, value: Plain, resolve: ResolveReference): Plain {
  // Values are texts: the best known tool for this job sends several of them with commas too
  // (docs/service/sensitivity-labels.md#advanced-settings).
  if (Array.isArray(value)) return flat(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (NAMES_LABEL.test(key) && typeof value === "string") return resolve("Label", value)?.id ?? value;
  return value;
}
