import type { Field, Kind } from "../../kinds";
import { type Canonical, type CanonicalRecord, fromEntries, isEmpty } from "../../kinds/fields/canonical";
import { isNil } from "../../kinds/fields/identifiers";
import { parsedJson } from "../../kinds/fields/read";
import { WireReader } from "../../kinds/wire-reader";
import { isList, isRecord, type Plain, type Properties, type WireObject } from "../../values";
import type { ResolveReference } from "../types";
import { sameValue } from "./state";

/** What Get returns of every object, or of every object of some kinds, and no cmdlet sets. */
const RETURNED_ONLY = new Set(
  [
    "Name Guid Identity Id ImmutableId MasterIdentity ExchangeObjectId DistinguishedName ExternalIdentity MigrationId RunspaceId PSComputerName PSShowComputerName",
    "ObjectClass ObjectCategory ObjectState ObjectVersion DirectoryObjectVersion ExchangeVersion SchemaVersion IsValid ReadOnly Mode Type Workload",
    "OrganizationId OrganizationalUnitRoot CreatedBy LastModifiedBy ModifiedBy WhenCreated WhenCreatedUTC WhenChanged WhenChangedUTC",
    "CreationTimeUtc ModificationTimeUtc CreatedDateTime LastModifiedDateTime CreationTime LastModifiedTime LastStatusUpdateTime",
    "DistributionStatus DistributionSyncStatus DistributionResults LastDistributionTime Status Enabled Disabled HasRules GlobalListType TeamsPolicy",
    "Policy PolicyId ParentPolicyName Priority IsParent ParentLabelDisplayName ScopedLabels Item",
    "IsAdaptivePolicy Case CaseId CaseName",
    "PolicyCategory PolicyConstraints PolicyRulesMetaData IsSimulationPolicy ExpectedLocations CompletedLocations FailedLocations",
    "ExternalScenarioDependancies IsAdvancedRule MaximumBlobRuleLength MergedRuleXml",
    "HasRetentionAction ComplianceTagType ComplianceTagProperty UnrestrictedName FilePlanPropertyType FilterQuery",
  ].flatMap((names) => names.toLowerCase().split(" ")),
);

/** Knows which properties of the object somebody asked for. */
class UsageReader extends WireReader {
  readonly used = new Set<string>();

  override get(name: string): Plain | undefined {
    this.used.add(name.toLowerCase());
    return super.get(name);
  }
}

/** Does a value say anything, at any depth? Portals leave empty elements and JSON texts without content behind. */
function isMeant(value: Plain | undefined): boolean {
  if (value === undefined || value === false || value === "False" || isEmpty(value) || isNone(value)) return false;
  const parsed = parsedJson(value);
  if (isList(parsed)) return parsed.some(isMeant);
  if (isRecord(parsed)) return Object.entries(parsed).some(([key, item]) => !key.includes("@") && isMeant(item));
  return true;
}

const isNone = (value: Plain): boolean => typeof value === "string" && isNil(value);

const knownValues = (values: ReadonlyMap<Field, Canonical | undefined>): CanonicalRecord =>
  fromEntries(
    [...values].flatMap(([{ property }, value]) => (value === undefined ? [] : [[property, value] as const])),
  );

/** An object as Get returned it, and as a program says it. */
export interface Returned {
  readonly wire: WireObject;
  /** As a program has to declare them. */
  readonly inputs: Properties;
  readonly resolve: ResolveReference;
}

/**
 * What Get returned of an object and a program does not say: properties that no field of the kind reads, those that a field cannot read,
 * and those that its form does not take. Names as the program has them, else as the service does.
 */
export function unexpressed(kind: Kind, { wire, inputs, resolve }: Returned): readonly string[] {
  // The kind itself composes a projected object; a generic one has whatever parameters its program names.
  if (kind.project || kind.special) return [];
  const reader = new UsageReader(wire);
  const values = new Map(kind.fields.map((field) => [field, field.read(reader)]));
  const lesser = kind.lesser?.(knownValues(values)) ?? [];
  const lost = kind.fields.filter((field) => {
    const value = values.get(field);
    if (lesser.includes(field.property)) return false;
    if (Object.hasOwn(inputs, field.property) || field.aliasOf !== undefined || field.serviceFills !== false)
      return false;
    if (field.property === "name" && kind.named !== "program") return false;
    // Of what a kind reads as nothing, it says itself what is left over.
    if (isEmpty(value) && value !== undefined && kind.unexpressed) return false;
    if (field.writeOnly || value === undefined || isEmpty(value)) return isMeant(reader.get(field.parameter));
    return field.default === undefined || !sameValue(field, resolve)(field.default, value);
  });
  const parts = kind.unexpressed?.(reader) ?? [];
  const outputs = kind.outputs.map(({ property }) => property.toLowerCase());
  // Most nouns return the name a second time.
  const isName = (name: string): boolean => name === "DisplayName" && wire[name] === wire["Name"];
  const repeated = kind.repeated.map((name) => name.toLowerCase());
  const known = new Set([...RETURNED_ONLY, ...outputs, ...repeated, ...reader.used]);
  const unread = Object.keys(wire).filter(
    (name) => !name.includes("@") && !known.has(name.toLowerCase()) && isMeant(wire[name]) && !isName(name),
  );
  return [...lost.map(({ property }) => property), ...parts, ...unread];
}
