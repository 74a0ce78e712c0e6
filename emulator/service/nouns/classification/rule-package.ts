import type { CallContext, Store } from "../../context";
import type { StoredObject } from "../../entry";
import { asText, isObject, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import {
  idTaken,
  overLimit,
  packageExists,
  packageInUse,
  tooManyPackages,
  versionNotHigher,
} from "./rule-package-faults";
import { readRulePackage, type RulePackage } from "./rule-package-file";
import { showOnly } from "../shared/recorded-shape";
import { usersOf } from "./type-users";

const noun = "DlpSensitiveInformationTypeRulePackage";
export const typeNoun = "DlpSensitiveInformationType";

/** Packages that Microsoft brings along; the second holds document fingerprints (docs/service/classification.md#identity-in-xml). */
export const microsoftPackage = "00000000-0000-0000-0000-000000000000";
export const fingerprintPackage = "00000000-0000-0000-0001-000000000001";

/** Of the tenant's own (docs/service/classification.md#rule-package). */
const limits = { packages: 10, types: 500 };

const packageOf = (call: CallContext): RulePackage => readRulePackage(call.get("FileData") ?? null, call.store);

export const rulePackage: NounDeclaration = {
  noun,
  family: "object",
  naming: {
    generate: (call) => packageOf(call).name,
    guid: (call) => packageOf(call).guid,
    unique: "none",
  },
  actions: ["MigrationId"],
  locate: (call) => (call.verb === "Set" ? packageOf(call).guid : call.text("Identity")),
  // "RuleCollectionName, LocalizedName, GUID" (Get's page): a name in any language.
  aliases: (_guid, { $names }) => (Array.isArray($names) ? $names.map(asText) : []),
  identity: ({ guid }) => guid,
  create(draft, call) {
    const pack = packageOf(call);
    if (call.store.find(noun, pack.guid)) throw packageExists(pack.guid);
    const own = call.store.list(noun).filter(({ properties }) => properties.$builtIn !== true);
    if (own.length >= limits.packages) throw tooManyPackages(limits.packages);
    refuseTakenTypes(pack, call.store);
    fill(draft, pack, call);
  },
  update(draft, before, call) {
    const pack = packageOf(call);
    // "Version must rise on update" (docs/service/classification.md#rule-package).
    if (compare(pack.version, versionOf(before)) <= 0)
      throw versionNotHigher(pack.version.join("."), asText(before.properties.Version));
    refuseTakenTypes(pack, call.store);
    const kept = new Set(pack.types.map(({ guid }) => guid));
    refuseInUse(
      before,
      call.store,
      typesOf(before, call.store).filter(({ guid }) => !kept.has(guid)),
    );
    fill(draft, pack, call);
  },
  remove: (object, { store }) => refuseInUse(object, store, typesOf(object, store)),
  created: (object, call) => replaceTypes(object, call),
  updated: (object, _before, call) => replaceTypes(object, call),
  removed: (object, { store }) => typesOf(object, store).forEach((type) => store.erase(type)),
  seeds: () => [
    {
      name: "Microsoft Rule Package",
      guid: microsoftPackage,
      builtIn: true,
      properties: {
        RuleCollectionName: "Microsoft Rule Package",
        Publisher: "Microsoft Corporation",
        Version: "15.20.0.0",
      },
    },
  ],
  show(view, object, read) {
    const xml = asText(object.properties.ClassificationRuleCollectionXml);
    Object.assign(view, {
      LocalizedName: view.RuleCollectionName ?? object.name,
      IsEncrypted: false,
      IsExportable: true,
      // The same text as bytes, UTF-16 with its mark (docs/service/classification.md#rule-package-read).
      SerializedClassificationRuleCollection:
        xml === "" ? null : Buffer.from(`\ufeff${xml}`, "utf16le").toString("base64"),
    });
    delete view.FileData;
    Object.assign(view, {
      CreationTimeUtc: view.WhenCreatedUTC ?? null,
      IsAIPoweredRuleCollection: false,
      IsFingerprintRuleCollection: object.guid === fingerprintPackage,
      ModificationTimeUtc: view.WhenChangedUTC ?? null,
      OrganizationId: read.store.organization,
      rulePackSize: xml.length * 2,
    });
    showOnly(view, RECORDED, read);
  },
};

/** What a recorded package has: no `Guid`, no `Id` (docs/service/classification.md#recorded-properties). */
const RECORDED = [
  ...["SerializedClassificationRuleCollection", "RuleCollectionName", "LocalizedName", "Description", "Publisher"],
  ...["Version", "IsEncrypted", "IsFingerprintRuleCollection", "IsAIPoweredRuleCollection", "IsExportable"],
  ...["rulePackSize", "ClassificationRuleCollectionXml", "CreationTimeUtc", "ModificationTimeUtc", "Identity"],
  ...["DistinguishedName", "OrganizationId", "Name", "IsValid", "WhenChanged", "ObjectState"],
];

const typesOf = ({ guid }: StoredObject, store: Store): StoredObject[] =>
  store.list(typeNoun).filter(({ properties }) => properties.RulePackId === guid);

/** Ids of types are the tenant's, not the package's. */
function refuseTakenTypes(pack: RulePackage, store: Store): void {
  const taken = pack.types.filter(({ guid }) => {
    const there = store.find(typeNoun, guid);
    return there !== undefined && there.properties.RulePackId !== pack.guid;
  });
  if (taken.length > 0) throw idTaken(taken.map(({ guid }) => guid));
  const others = store
    .list(typeNoun)
    .filter(({ properties }) => properties.$builtIn !== true && properties.RulePackId !== pack.guid);
  if (others.length + pack.types.length > limits.types)
    throw overLimit(`a tenant has at most ${limits.types} types of its own`);
}

/** A type that a rule looks for stays (docs/service/classification.md#in-use). */
function refuseInUse(object: StoredObject, store: Store, types: readonly StoredObject[]): void {
  const used = types.flatMap((type) => {
    const users = usersOf(store, type.guid);
    return users.length > 0 ? [{ name: type.name, users }] : [];
  });
  if (used.length > 0)
    throw packageInUse(
      object.name,
      used.map(({ name }) => name),
      [...new Set(used.flatMap(({ users }) => users))],
    );
}

function fill(draft: JsonObject, pack: RulePackage, { now }: CallContext): void {
  delete draft.FileData;
  Object.assign(draft, {
    $names: [...pack.names],
    $types: pack.types.map(({ guid, name, description, confidence, names }) => ({
      guid,
      name,
      description,
      confidence,
      names: { ...names },
    })),
    RuleCollectionName: pack.name,
    Publisher: pack.publisher,
    Description: pack.description,
    Version: pack.version.join("."),
    // "The service adds attributes (last modified …)" (docs/service/classification.md#rule-package), so the text that comes back
    // is not the one that went in.
    ClassificationRuleCollectionXml: withAdditions(pack.xml, now),
  });
}

/** Before the version its time, at every type that its proximity is relaxed. */
const withAdditions = (xml: string, now: number): string =>
  xml
    .replace(/\s+lastModifiedTime="[^"]*"/g, "")
    .replace(/<RulePack\b/, `<RulePack lastModifiedTime="${new Date(now).toISOString()}"`)
    .replace(/<Entity\b(?![^>]*relaxProximity)/g, '<Entity relaxProximity="true"');

const versionOf = ({ properties }: StoredObject): number[] => asText(properties.Version).split(".").map(Number);

function compare(left: readonly number[], right: readonly number[]): number {
  for (let i = 0; i < 4; i++) if (left[i] !== right[i]) return (left[i] ?? 0) - (right[i] ?? 0);
  return 0;
}

/** The types that a package defines are objects of their own; one that stays is changed and not made again. */
function replaceTypes(object: StoredObject, { store, caller }: CallContext): void {
  const { $types, Publisher } = object.properties;
  const wanted = (Array.isArray($types) ? $types : []).filter(isObject);
  const kept = new Set(wanted.map((type) => asText(type.guid)));
  for (const type of typesOf(object, store)) if (!kept.has(type.guid) || renamed(type, wanted)) store.erase(type);
  for (const type of wanted) {
    const properties: JsonObject = {
      Description: type.description ?? "",
      RulePackId: object.guid,
      RulePackVersion: object.properties.Version ?? "",
      Publisher: Publisher ?? "",
      RecommendedConfidence: type.confidence ?? null,
      AllLocalizedNames: type.names ?? {},
      Type: "Entity",
    };
    const there = store.find(typeNoun, asText(type.guid));
    if (there) store.change(there, properties, caller.name);
    else store.add(typeNoun, { name: asText(type.name), guid: asText(type.guid), properties }, caller.name);
  }
}

const renamed = ({ guid, name }: StoredObject, wanted: readonly JsonObject[]): boolean =>
  wanted.some((type) => type.guid === guid && type.name !== name);
