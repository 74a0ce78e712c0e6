import type { FieldOverlay, ObjectField, ObjectType, ValueType } from "../define";
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
import { isRecord, type Plain } from "../../values";
import { propertyName } from "../property-name";
import { keysOf, memberOf, present, remember, type Row, sourceOf, tableIn, textIn } from "./table";

const FLAG: ValueType = { type: "boolean" };
const NUMBER: ValueType = { type: "integer" };
const TEXT: ValueType = { type: "string" };
const TEXTS: ValueType = { type: "list", of: { type: "string", format: "name" } };
const APPS: ValueType = {
  type: "list",
  of: {
    type: "object",
    name: "EndpointApp",
    fields: [
      { property: "value", type: TEXT, required: true, description: "Name that people see." },
      { property: "executable", type: TEXT, description: "File name of the app." },
    ],
  },
};
const JSON_TEXT: ValueType = { type: "any" };

/** Setting -> type and meaning (docs/service/dlp.md#endpoint-settings). */
const SETTINGS: { readonly [setting: string]: readonly [type: ValueType, description: string] } = {
  AdvancedClassificationEnabled: [FLAG, "Whether devices use advanced classification."],
  AuditFileActivity: [FLAG, "Whether file activity of devices is always audited."],
  BandwidthLimitEnabled: [FLAG, "Whether advanced classification has a limit of bandwidth."],
  BusinessJustificationList: [
    JSON_TEXT,
    "Reasons that people may give: a list of `{ Id, Enable, justificationText }`.",
  ],
  CloudAppMode: [
    TEXT,
    "Whether the service domains of `cloudAppRestrictionList` are allowed or blocked: `Allow`, `Block`, `Off`.",
  ],
  CloudAppRestrictionList: [TEXTS, "Service domains."],
  CustomBusinessJustificationNotification: [NUMBER, "Which reasons people may give: 0 to 3, as the portal has them."],
  DailyBandwidthLimitInMB: [NUMBER, "Megabytes a day for advanced classification."],
  EvidenceStoreSettings: [
    JSON_TEXT,
    "Where evidence is collected: `{ FileEvidenceIsEnabled, Store, NumberOfDaysToRetain, StorageAccounts }`.",
  ],
  IncludePredefinedUnallowedBluetoothApps: [FLAG, "Whether Microsoft's list of Bluetooth apps is restricted too."],
  MacDefaultPathExclusionsEnabled: [FLAG, "Whether Microsoft's path exclusions for macOS are used."],
  MacPathExclusion: [TEXTS, "Paths on macOS that are not watched."],
  NetworkPathEnforcementEnabled: [FLAG, "Whether network shares and mapped drives are watched."],
  NetworkPathExclusion: [TEXT, "Network paths that are not watched."],
  PathExclusion: [TEXTS, "Paths on Windows that are not watched."],
  QuarantineParameters: [
    JSON_TEXT,
    "Quarantine: `{ EnableQuarantineForCloudSyncApps, QuarantinePath, MacQuarantinePath, ShouldReplaceFile, FileReplacementText }`.",
  ],
  serverDlpEnabled: [FLAG, "Whether servers are watched."],
  UnallowedApp: [APPS, "Restricted apps."],
  UnallowedBluetoothApp: [APPS, "Restricted Bluetooth apps."],
  UnallowedBrowser: [APPS, "Restricted browsers."],
  UnallowedCloudSyncApp: [APPS, "Restricted cloud sync apps."],
  VPNSettings: [JSON_TEXT, "VPN servers: `{ serverAddress: [...] }`."],
};

const NAMES = new Map(Object.keys(SETTINGS).map((setting) => [propertyName(setting), setting]));

const ENDPOINT: ObjectType = {
  type: "object",
  name: "EndpointDlpSettings",
  fields: [
    ...[...NAMES].map(([property, setting]): ObjectField => {
      const [type, description] = SETTINGS[setting] ?? [TEXT, ""];
      return { property, type, description };
    }),
    {
      property: "other",
      type: { type: "map", of: { type: "any" } },
      description: "Further settings by the service's names: a value as text, or a list of them.",
    },
  ],
};

const settingOf = (row: Row): string => textIn(row, "Setting") ?? "";

function readSetting(type: ValueType, rows: readonly Row[]): Plain {
  const values = rows.map((row) => memberOf(row, "Value") ?? null);
  if (type === APPS)
    return rows.map((row) =>
      present([
        ["value", textIn(row, "Value")],
        ["executable", textIn(row, "Executable") || undefined],
      ]),
    );
  if (type === TEXTS) return values.map(String);
  if (type === JSON_TEXT) return parsedJson(values[0] ?? null);
  return showOf(readAs(type, values[0] ?? null));
}

function readSettings(rows: readonly Row[]): CanonicalRecord {
  const bySetting = new Map<string, Row[]>();
  for (const row of rows) bySetting.set(settingOf(row), [...(bySetting.get(settingOf(row)) ?? []), row]);
  const known = [...NAMES].map(([property, setting]) => {
    const own = [...bySetting]
      .filter(([name]) => name.toLowerCase() === setting.toLowerCase())
      .flatMap(([, all]) => all);
    return [property, own.length === 0 ? undefined : readSetting(SETTINGS[setting]?.[0] ?? TEXT, own)] as const;
  });
  const isKnown = keysOf(Object.keys(SETTINGS));
  const others = [...bySetting]
    .filter(([name]) => name !== "" && !isKnown.has(name.toLowerCase()))
    .map(([name, all]) => {
      const values = all.map((row) => memberOf(row, "Value") ?? null);
      return [name, values.length === 1 ? values[0] : values] as const;
    });
  return present([...known, ["other", others.length > 0 ? present(others) : undefined]]);
}

/** The names of the settings that a declared value says, as the service has them. */
function declaredSettings(value: Plain | undefined): readonly string[] {
  if (!isRecord(value)) return [];
  const { other, ...known } = value;
  return [
    ...Object.entries(known).flatMap(([property, item]) => (item === null ? [] : (NAMES.get(property) ?? []))),
    ...(isRecord(other) ? Object.keys(other) : []),
  ];
}

const textOf = (value: Plain): string =>
  typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);

function rowsFor(setting: string, type: ValueType | undefined, value: Plain): readonly Row[] {
  const row = (one: Plain): Row => ({ Setting: setting, Value: textOf(one) });
  if (type === JSON_TEXT) return [row(value)];
  return elementsIn(value).map((one) =>
    isCanonicalRecord(one) && type === APPS
      ? { ...row(showOf(one["value"] ?? "")), Executable: showOf(one["executable"] ?? "") }
      : row(showOf(one)),
  );
}

function rowsOfValue(value: Canonical): readonly Row[] {
  if (!isCanonicalRecord(value)) return [];
  const { other, ...known } = value;
  return [
    ...Object.entries(known).flatMap(([property, item]) => {
      const setting = NAMES.get(property);
      return setting === undefined || item === null ? [] : rowsFor(setting, SETTINGS[setting]?.[0], showOf(item));
    }),
    ...Object.entries(isCanonicalRecord(other) ? other : {}).flatMap(([setting, item]) =>
      rowsFor(setting, undefined, showOf(item)),
    ),
  ];
}

const lowered = (value: Canonical): Canonical =>
  isCanonicalRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
    : value;

function sameSettings(a: Canonical, b: Canonical): boolean {
  if (!isCanonicalRecord(a) || !isCanonicalRecord(b)) return isEmpty(a) && isEmpty(b);
  return ENDPOINT.fields.every(({ property, type }) => {
    const [first, second] = [a[property] ?? null, b[property] ?? null];
    return sameAs(type, () => undefined)(
      property === "other" ? lowered(first) : first,
      property === "other" ? lowered(second) : second,
    );
  });
}

/** `EndpointDlpGlobalSettings`: only the declared settings are managed; the rest of the table goes back as it was. */
export const ENDPOINT_SETTINGS: FieldOverlay = {
  description: "Settings of endpoint DLP. Only the declared settings are managed: others stay as they are.",
  example: { advancedClassificationEnabled: true, pathExclusion: ["C:\\Build\\*"] },
  type: ENDPOINT,
  clear: { to: "leave" },
  read: (object) => {
    const rows = tableIn(object, "EndpointDlpGlobalSettings", "EndpointDlpGlobalSettingsPsws");
    return rows && remember(readSettings(rows), { rows, managed: undefined });
  },
  managed: (actual, desired, _resolve, recorded) => {
    const names = keysOf([...declaredSettings(desired), ...declaredSettings(recorded)]);
    const rows = sourceOf(actual).rows.length > 0 ? sourceOf(actual).rows : rowsOfValue(actual);
    const own = rows.filter((row) => names.has(settingOf(row).toLowerCase()));
    return remember(readSettings(own), { rows, managed: names });
  },
  same: sameSettings,
  write: (value, { actual }) => {
    const { rows, managed } = sourceOf(actual);
    const names = managed ?? keysOf(declaredSettings(showOf(value)));
    const others = rows.filter((row) => !names.has(settingOf(row).toLowerCase()));
    return [...others, ...rowsOfValue(value)].map(tagged);
  },
};
