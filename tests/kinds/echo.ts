import type { CmdletCall, WireObject } from "../../provider/transport/channel";
import type { Plain } from "../../provider/values";
import { sentFile, shownFile } from "./files";
import { changedLocations } from "./dlp/echo-locations";
import { targetsOf } from "./generate";

type Stored = Map<string, Plain>;
type PlainRecord = { readonly [key: string]: Plain };

const isRecord = (value: Plain | undefined): value is PlainRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listOf = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : value === undefined || value === null ? [] : [value];

const same = (a: Plain, b: Plain): boolean => JSON.stringify(a).toLowerCase() === JSON.stringify(b).toLowerCase();

/** Tags off; fails when a hashtable came without its tag (docs/service/admin-api.md#hashtables). */
export function untagged(value: Plain, topLevel = true): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map((item) => untagged(item, topLevel));
  if (!isRecord(value)) return value;
  if (value["@odata.type"] !== "#Exchange.GenericHashTable")
    throw new Error(`untagged hashtable ${JSON.stringify(value)}`);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.includes("@odata.type"))
      .map(([key, item]) => [key, untagged(item, false)]),
  );
}

interface Locale {
  readonly localeKey: string;
  readonly Settings: readonly { readonly Key: string; readonly Value: string }[];
}

/** The texts themselves stand among the translations as the language `default`. */
const withDefaultLanguage = (text: Plain): Plain => {
  const locale = JSON.parse(String(text)) as Locale;
  return JSON.stringify({ ...locale, Settings: [{ Key: "default", Value: "As it is" }, ...locale.Settings] });
};

interface ActionShape {
  readonly prefix: string;
  readonly type: string;
  readonly subType: string;
  readonly keys: { readonly [key: string]: string };
}

const ACTION_SHAPES: readonly ActionShape[] = [
  ["ApplyContentMarkingHeader", "applycontentmarking", "header"],
  ["ApplyContentMarkingFooter", "applycontentmarking", "footer"],
  ["ApplyWaterMarking", "applywatermarking", ""],
  ["Encryption", "encrypt", ""],
  ["SiteAndGroupProtection", "protectgroup", ""],
].map(([prefix = "", type = "", subType = ""]) => ({
  prefix,
  type,
  subType,
  keys: { doublekeyencryptionurl: "doublekeyencryptionurl" },
}));

const actionOf = (name: string): ActionShape | undefined =>
  ACTION_SHAPES.find((shape) => name.startsWith(shape.prefix));

const rightsOf = (name: string, value: Plain): Plain | undefined =>
  name !== "EncryptionRightsDefinitions"
    ? undefined
    : JSON.stringify(
        String(value)
          .split(";")
          .map((part) => ({ Identity: part.split(":")[0], Rights: part.split(":")[1] })),
      );

/** The names by which one element of a list is known: a reference by GUID and name, everything else by itself. */
const namesOf = (value: Plain): readonly Plain[] => {
  const target = typeof value === "string" ? targetOf(value) : undefined;
  return target ? [target.id, target.name] : [value];
};

const NOUNS = [
  "AdaptiveScope",
  "RetentionCompliancePolicy",
  "AppRetentionCompliancePolicy",
  "ComplianceTag",
  "ComplianceRetentionEventType",
  "ComplianceCase",
  "CaseHoldPolicy",
  "FilePlanPropertyCategory",
  "Label",
  "LabelPolicy",
  "DlpCompliancePolicy",
  "AutoSensitivityLabelPolicy",
  "DlpSensitiveInformationType",
];

const targetOf = (text: string): { readonly id: string; readonly name: string; readonly noun: string } | undefined =>
  NOUNS.flatMap((noun) => targetsOf(noun).map((target) => ({ ...target, noun }))).find(
    ({ id, name }) => id === text.toLowerCase() || name.toLowerCase() === text.toLowerCase(),
  );

const sameElement = (a: Plain, b: Plain): boolean => namesOf(a).some((x) => namesOf(b).some((y) => same(x, y)));

/**
 * The service in miniature, for property tests: keeps what New and Set say and returns it in the shapes that
 * docs/service lists, never in the shape that was sent. Written from those facts, not from the kinds.
 */
export class Echo {
  private readonly stored: Stored = new Map();
  private created = false;

  /** `variant` picks among the shapes that Get may use. */
  constructor(private readonly variant: number) {}

  apply(call: CmdletCall): void {
    const parameters = Object.entries(call.parameters).filter(([name]) => !name.includes("@"));
    if (/^(New|Enable)-/.test(call.cmdlet)) {
      if (this.created) throw new Error("created twice");
      this.created = true;
      for (const [name, value] of parameters) this.put(name, value);
      return;
    }
    if (parameters.length < 2 && "Identity" in call.parameters)
      throw new Error(`a Set without a change: ${call.cmdlet}`);
    for (const [name, value] of parameters) this.set(name, value);
  }

  private put(name: string, value: Plain): void {
    if (name === "IsSimulation") this.stored.set("Mode", "Test");
    else if (!["Identity", "Confirm", "Force"].includes(name))
      this.stored.set(name, sentFile(value) ?? untagged(value));
  }

  private set(name: string, value: Plain): void {
    const list = /^(Add|Remove)(.+)$/.exec(name);
    if (name === "StartSimulation" && /^TestWith/.test(String(this.stored.get("Mode")))) return;
    if (name === "StartSimulation") this.stored.set("Mode", "Test");
    else if (name === "EnforceSimulationPolicy") this.stored.set("Mode", "Enforce");
    else if (name === "Close") this.stored.set("Status", "Closed");
    else if (name === "Reopen") this.stored.set("Status", "Active");
    else if (name === "RemoveParentLink") this.stored.delete("ParentId");
    else if (list?.[2]) this.change(list[2], list[1] === "Add", listOf(value));
    else if (name === "LocaleSettings") this.translate(listOf(value));
    else if (name === "AdvancedSettings") this.merge(name, untagged(value));
    else if (name === "Locations" && /"(Add|Remove)\w*clusions"/.test(String(value)))
      this.stored.set(name, changedLocations(this.stored.get(name), value));
    else if (value === null) this.stored.delete(name);
    else this.put(name, value);
  }

  private change(name: string, add: boolean, elements: readonly Plain[]): void {
    const now = listOf(this.stored.get(name));
    for (const element of elements) {
      const there = now.some((other) => sameElement(other, element));
      if (add && there) throw new Error(`LocationAlreadyExistsException: ${JSON.stringify(element)} in ${name}`);
      if (!add && !there) throw new Error(`not there: ${JSON.stringify(element)} in ${name}`);
    }
    this.stored.set(name, add ? [...now, ...elements] : now.filter((o) => !elements.some((e) => sameElement(o, e))));
  }

  private merge(name: string, change: Plain): void {
    const now = this.stored.get(name);
    const merged = new Map(Object.entries(isRecord(now) ? now : {}));
    for (const [key, value] of Object.entries(isRecord(change) ? change : {})) {
      const old = [...merged.keys()].find((other) => other.toLowerCase() === key.toLowerCase());
      if (old !== undefined) merged.delete(old);
      if (value !== "") merged.set(key, value);
    }
    this.stored.set(name, Object.fromEntries(merged));
  }

  /** A language with an empty text goes away; others stay (docs/service/sensitivity-labels.md#locale-settings). */
  private translate(change: readonly Plain[]): void {
    const now = new Map<string, Map<string, string>>();
    for (const text of [...listOf(this.stored.get("LocaleSettings")), ...change]) {
      const { localeKey, Settings } = JSON.parse(String(text)) as Locale;
      const texts = now.get(localeKey.toLowerCase()) ?? new Map<string, string>();
      for (const { Key, Value } of Settings) {
        if (Value === "") texts.delete(Key.toLowerCase());
        else texts.set(Key.toLowerCase(), Value);
      }
      now.set(localeKey.toLowerCase(), texts);
    }
    const returned = [...now].map(([localeKey, texts]) => ({
      localeKey,
      Settings: [...texts].map(([Key, Value]) => ({ Key, Value })),
    }));
    this.stored.set(
      "LocaleSettings",
      returned.map((locale) => JSON.stringify(locale)),
    );
  }

  /** What Get returns. */
  wire(): WireObject {
    const returned: { [property: string]: Plain } = {
      Guid: "0f0f0f0f-0000-4000-8000-00000000abcd",
      Mode: "Enforce",
      Enabled: true,
      Comment: "",
      DistributionStatus: "Success",
      WhenChangedUTC: "2026-01-02T03:04:05.0000000Z",
      ObjectVersion: "11111111-2222-4333-8444-555555555555",
    };
    for (const [name, value] of this.stored) {
      if (this.variant % 2 === 0 || actionOf(name) === undefined) Object.assign(returned, this.shape(name, value));
    }
    if (this.variant % 2 === 1) returned["LabelActions"] = this.labelActions();
    return returned;
  }

  /** Encryption, marking and protection of a label as JSON texts with texts inside (docs/service/sensitivity-labels.md#label-actions). */
  private labelActions(): Plain {
    const actions = new Map<string, { Key: string; Value: Plain }[]>();
    for (const [name, value] of this.stored) {
      const action = actionOf(name);
      if (!action) continue;
      const key = name.slice(action.prefix.length).toLowerCase();
      const settings = actions.get(`${action.type}/${action.subType}`) ?? [];
      if (key === "enabled") settings.push({ Key: "disabled", Value: value === true ? "false" : "true" });
      else
        settings.push({
          Key: action.keys[key] ?? key,
          Value: rightsOf(name, value) ?? (isRecord(value) ? JSON.stringify(value) : String(value)),
        });
      actions.set(`${action.type}/${action.subType}`, settings);
    }
    return [...actions].map(([type, settings]) =>
      JSON.stringify({ Type: type.split("/")[0], SubType: type.split("/")[1] || null, Settings: settings }),
    );
  }

  private shape(name: string, value: Plain): PlainRecord {
    // Tables read back as one text (docs/service/dlp.md#policy-config).
    if (/^(Dlp\w+|Site)Groups$|^EndpointDlpGlobalSettings$/.test(name)) return { [name]: JSON.stringify(value) };
    if (name === "FileData") return shownFile(String(value));
    if (name === "FilePlanProperty") return { FilePlanMetadata: value };
    if (name === "AdvancedSettings" && isRecord(value)) {
      return { Settings: Object.entries(value).map(([key, item]) => `[${key.toLowerCase()}, ${String(item)}]`) };
    }
    if (name === "FilterConditions") return { FilterConditions: JSON.stringify(value) };
    if (Array.isArray(value) && /Location(Exception)?$/.test(name)) {
      const elements = (value as readonly Plain[]).map((element) => this.location(String(element)));
      return { [name]: this.variant % 2 === 0 ? elements : elements.reverse() };
    }
    if (name === "LocaleSettings") return { LocaleSettings: listOf(value).map(withDefaultLanguage).reverse() };
    if (name === "Labels") {
      return {
        Labels: listOf(value).map((element, i) => [namesOf(element)[0], namesOf(element).at(-1)][i % 2] as Plain),
      };
    }
    return { [name]: this.scalar(value) };
  }

  private location(text: string): Plain {
    const target = targetOf(text);
    if (text.toLowerCase() === "all") return [{ Name: "All", DisplayName: "All" }, "All"][this.variant % 2] as Plain;
    if (target) return { DisplayName: target.name, Name: target.name, ImmutableIdentity: target.id };
    const shapes: readonly Plain[] = [
      text.toUpperCase(),
      {
        DisplayName: `Display of ${text}`,
        Name: text.toUpperCase(),
        ImmutableIdentity: `/o=org/cn=${text}`,
        Type: "Scalable",
      },
      JSON.stringify({ DisplayName: "Somebody", Name: text }),
      `@{DisplayName=Some; one; Name=${text}}`,
    ];
    return shapes[this.variant % shapes.length] as Plain;
  }

  private scalar(value: Plain): Plain {
    if (Array.isArray(value)) return (value as readonly Plain[]).map((item) => this.scalar(item));
    if (typeof value === "number") return this.variant % 2 === 0 ? String(value) : value;
    if (typeof value === "boolean") return this.variant % 3 === 0 ? (value ? "True" : "False") : value;
    if (typeof value === "string") return this.textual(value);
    if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.inner(item)]));
    return value;
  }

  private inner(value: Plain): Plain {
    return typeof value === "number" ? String(value) : value;
  }

  private textual(text: string): Plain {
    const target = targetOf(text);
    if (target) {
      const path = `contoso.com/Microsoft Exchange Hosted Organizations/contoso/Configuration/${target.name}`;
      return [target.id, target.name, path, `${target.id},${target.name}`][this.variant % 4] as Plain;
    }
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text))
      return `${text}.0000000${this.variant % 2 === 0 ? "+00:00" : ""}`;
    return text;
  }
}
