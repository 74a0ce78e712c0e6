import { findFamily } from "../../catalogue";

/** Areas of nouns that no page documents, by the beginning of the noun (longest first where one begins another). */
const UNDOCUMENTED: readonly (readonly [beginning: string, area: string])[] = [
  ["InsiderRisk", "insider-risk"],
  ["PrivacyManagement", "privacy"],
  ["ThreatResponse", "threat"],
  ["GlobalList", "threat"],
  ["ComplianceRetention", "retention-labels"],
  ["MachineAssistedTag", "retention-labels"],
  ["RecordLabel", "retention-labels"],
  ["FilePlan", "file-plan"],
  ["ProcessComplianceReview", "retention-labels"],
  ["AdaptiveScopeStorage", "adaptive-scopes"],
  ["TeamsRetention", "retention"],
  ["TenantWideRetention", "retention"],
  ["ItemsDeletedByRetention", "retention"],
  ["CompliancePreservation", "retention"],
  ["Label", "sensitivity-labels"],
  ["AadProtectionLevel", "sensitivity-labels"],
  ["AzureAdLabelSync", "sensitivity-labels"],
  ["Protection", "sensitivity-labels"],
  ["Dlp", "dlp"],
  ["CustomDlp", "dlp"],
  ["ExchangeDlp", "dlp"],
  ["DspmPolicy", "dlp"],
  ["OcrConfiguration", "dlp"],
  ["JitConfiguration", "dlp"],
  ["ClassificationGrading", "classification"],
  ["Device", "devices"],
  ["ActivityAlert", "alerts"],
  ["AuditConfiguration", "audit"],
  ["LongTermAudit", "audit"],
  ["ComplianceCase", "ediscovery"],
  ["ComplianceCustodian", "ediscovery"],
  ["ComplianceNotice", "ediscovery"],
  ["ComplianceEmailSetting", "ediscovery"],
  ["ComplianceBoundary", "compliance-boundaries"],
  ["Quarantine", "quarantine"],
  ["TemporaryDeletedQuarantine", "quarantine"],
  ["SupervisoryReview", "communication-compliance"],
  ["InformationBarrier", "information-barriers"],
];

/** The part of the service that a noun belongs to; `other` for what fits nowhere. */
export function areaOf(noun: string): string {
  const documented = findFamily(noun)?.area;
  if (documented) return documented;
  const known = UNDOCUMENTED.find(([beginning]) => noun.toLowerCase().startsWith(beginning.toLowerCase()));
  return known?.[1] ?? "other";
}
