import { parsedJson, pairOf } from "../fields/read";
import { isList, isRecord, type Plain } from "../../values";
import type { WireReader } from "../wire-reader";

/**
 * Get-Label returns encryption, marking and protection as JSON texts `{Type, SubType, Settings: [{Key, Value}]}` in `LabelActions`
 * (docs/service/sensitivity-labels.md#label-actions); New and Set take them as flat parameters. This table says which action a
 * parameter is part of.
 */
const ACTIONS: readonly { readonly prefix: RegExp; readonly type: RegExp; readonly subType?: RegExp }[] = [
  { prefix: /^ApplyContentMarkingHeader/, type: /^applycontentmarking$/i, subType: /header/i },
  { prefix: /^ApplyContentMarkingFooter/, type: /^applycontentmarking$/i, subType: /footer/i },
  { prefix: /^ApplyDynamicWatermarking/, type: /^applydynamicwatermarking$/i },
  { prefix: /^DynamicWatermark/, type: /^apply(dynamic)?watermarking$/i },
  { prefix: /^ApplyWaterMarking/, type: /^applywatermarking$/i },
  { prefix: /^Encryption/, type: /^encrypt$/i },
  { prefix: /^SiteAndGroupProtection/, type: /^protect(group|site)$/i },
  { prefix: /^Site/, type: /^protectsite$/i },
  { prefix: /^Teams/, type: /^protectteams$/i },
];

/** Keys that are not the parameter's name without the action's prefix. */
const KEYS: { readonly [parameter: string]: string } = {
  EncryptionDoubleKeyEncryptionUrl: "doublekeyencryptionurl",
  SiteExternalSharingControlType: "externalsharingcontroltype",
};

export interface Action {
  readonly type: string;
  readonly subType: string;
  readonly settings: ReadonlyMap<string, Plain>;
}

export function actionsOf(wire: Plain): readonly Action[] {
  const list = parsedJson(wire);
  const items = isList(list) ? list : list === null || list === "" ? [] : [list];
  return items.map(parsedJson).flatMap((item) => {
    if (!isRecord(item)) return [];
    const byKey = new Map(Object.entries(item).map(([key, value]) => [key.toLowerCase(), value] as const));
    const settings = byKey.get("settings");
    const pairs = (isList(settings) ? settings : [])
      .map(pairOf)
      .filter((pair) => pair !== undefined)
      .map(([key, value]) => [key.toLowerCase(), value] as const);
    return [{ type: text(byKey.get("type")), subType: text(byKey.get("subtype")), settings: new Map(pairs) }];
  });
}

const text = (value: Plain | undefined): string => (typeof value === "string" ? value : "");

/** What the label's actions say of a flat parameter; undefined = the object has neither it nor any action. */
export function labelSetting(object: WireReader, parameter: string): Plain | undefined {
  const own = object.get(parameter);
  if (own !== undefined && own !== null && own !== "") return own;
  if (!object.has("LabelActions")) return own;
  const rule = ACTIONS.find(({ prefix }) => prefix.test(parameter));
  if (!rule) return own;
  const actions = actionsOf(object.get("LabelActions") ?? null).filter(
    (action) => rule.type.test(action.type) && (rule.subType === undefined || rule.subType.test(action.subType)),
  );
  return fromActions(actions, parameter, parameter.replace(rule.prefix, "").toLowerCase());
}

/** Keys of an action's settings that these parameters are read from; none where the action is unknown. */
export function settingKeysOf({ type, subType }: Action, parameters: readonly string[]): ReadonlySet<string> {
  const rules = ACTIONS.filter((rule) => rule.type.test(type) && (rule.subType?.test(subType) ?? true));
  return new Set(
    rules.flatMap(({ prefix }) =>
      parameters
        .filter((parameter) => prefix.test(parameter))
        .flatMap((parameter) => keysOf(parameter, parameter.replace(prefix, "").toLowerCase())),
    ),
  );
}

const keysOf = (parameter: string, rest: string): readonly string[] => [
  KEYS[parameter] ?? rest,
  rest,
  parameter.toLowerCase(),
];

function fromActions(actions: readonly Action[], parameter: string, rest: string): Plain {
  for (const { settings } of actions) {
    const value = keysOf(parameter, rest)
      .map((key) => settings.get(key) ?? undefined)
      .find((one) => one !== undefined);
    if (value !== undefined) return value;
  }
  const [first] = actions;
  if (!/^(protection)?enabled$/.test(rest) || !first) return null;
  return text(first.settings.get("disabled")).toLowerCase() !== "true" && first.settings.get("disabled") !== true;
}
