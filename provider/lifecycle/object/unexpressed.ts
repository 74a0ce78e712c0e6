import type { Kind } from "../../kinds";
import { isEmpty } from "../../kinds/fields/canonical";
import { isNil } from "../../kinds/fields/identifiers";
import { WireReader } from "../../kinds/wire-reader";
import type { Plain, Properties, WireObject } from "../../values";
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
    "AlertScenario Scenario IsSystemRule AlertOverrideChangedUtc MaximumBlobRuleLength MergedRuleXml",
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

const isMeant = (value: Plain | undefined): boolean =>
  value !== undefined && value !== false && value !== "False" && value !== "[]" && !isEmpty(value) && !isNone(value);

const isNone = (value: Plain): boolean => typeof value === "string" && isNil(value);

interface Export {
  readonly wire: WireObject;
  /** As a program has to declare them. */
  readonly inputs: Properties;
  readonly resolve: ResolveReference;
}

/**
 * What Get returned of an object and a program does not say: properties that no field of the kind reads, those that a field cannot read,
 * and those that its form does not take. Names as the program has them, else as the service does.
 */
export function unexpressed(kind: Kind, { wire, inputs, resolve }: Export): readonly string[] {
  // The kind itself composes a projected object.
  if (kind.project) return [];
  const reader = new UsageReader(wire);
  const lost = kind.fields.filter((field) => {
    const value = field.read(reader);
    if (Object.hasOwn(inputs, field.property) || field.aliasOf !== undefined || field.serviceFills !== false)
      return false;
    if (field.property === "name" && kind.named === "service") return false;
    if (field.writeOnly || value === undefined || isEmpty(value)) return isMeant(reader.get(field.parameter));
    return field.default === undefined || !sameValue(field, resolve)(field.default, value);
  });
  const parts = kind.unexpressed?.(reader) ?? [];
  const outputs = kind.outputs.map(({ property }) => property.toLowerCase());
  const known = new Set([...RETURNED_ONLY, ...outputs, ...reader.used]);
  const unread = Object.keys(wire).filter(
    (name) => !name.includes("@") && !known.has(name.toLowerCase()) && isMeant(wire[name]),
  );
  return [...lost.map(({ property }) => property), ...parts, ...unread];
}
