/** Conditions, as what they look for; the exception of the same name looks for the same. Facts: the pages of New- and Set-DlpComplianceRule. */
const CONDITIONS: { readonly [parameter: string]: string } = {
  AccessScope:
    "content that people inside (`InOrganization`) or outside (`NotInOrganization`) the organization can reach or get",
  AnyOfRecipientAddressContainsWords: "messages with these words in a recipient's address",
  AnyOfRecipientAddressMatchesPatterns:
    "messages with a recipient's address that matches one of these regular expressions",
  ContentCharacterSetContainsWords: "messages of these character sets, by name",
  ContentExtensionMatchesWords: "files with these extensions",
  ContentFileTypeMatches: "files of these types",
  ContentIsNotLabeled: "content without a label",
  ContentIsShared: "content that is shared",
  ContentPropertyContainsWords: "documents with these properties, each as `Property:Value1,Value2`",
  DocumentContainsWords: "attachments with these words",
  DocumentCreatedBy: "documents that these people created",
  DocumentCreatedByMemberOf: "documents that members of these groups created",
  DocumentIsPasswordProtected: "password-protected files, which nobody can look into",
  DocumentIsUnsupported: "files that cannot be scanned",
  DocumentMatchesPatterns: "attachments with text that matches one of these regular expressions",
  DocumentNameMatchesPatterns: "attachments whose name matches one of these regular expressions",
  DocumentNameMatchesWords: "attachments with these words in their name",
  DocumentSizeOver: "messages with an attachment larger than this, e.g. `10MB`",
  From: "messages of these senders, by address",
  FromAddressContainsWords: "messages with these words in the sender's address",
  FromAddressMatchesPatterns: "messages with a sender's address that matches one of these regular expressions",
  FromMemberOf: "messages of members of these groups, by the groups' addresses",
  FromScope: "messages of senders inside or outside the organization",
  HasSenderOverride: "messages whose sender chose to override a DLP policy",
  HeaderContainsWords: "messages with these words in a header, as a table of header and words",
  HeaderMatchesPatterns: "messages with a header that matches regular expressions, as a table of header and patterns",
  MessageSizeOver: "messages larger than this, e.g. `10MB`",
  MessageTypeMatches: "messages of this type",
  NonBifurcatingAccessScope:
    "messages to recipients inside or outside the organization, judged for all recipients together",
  ProcessingLimitExceeded: "files of which scanning could not be completed",
  RecipientADAttributeContainsWords:
    "messages to recipients with these words in attributes, as a table of attribute and words",
  RecipientADAttributeMatchesPatterns:
    "messages to recipients with attributes that match regular expressions, as a table",
  RecipientDomainIs: "messages to these domains",
  SenderADAttributeContainsWords:
    "messages of senders with these words in attributes, as a table of attribute and words",
  SenderADAttributeMatchesPatterns: "messages of senders with attributes that match regular expressions, as a table",
  SenderDomainIs: "messages from these domains",
  SenderIPRanges: "messages from these addresses: single, range, or CIDR",
  SentTo: "messages to these recipients, by address",
  SentToMemberOf: "messages to members of these groups, by the groups' addresses",
  SharedByIRMUserRisk: "content that people of these insider risk levels share",
  SubjectContainsWords: "messages with these words in the subject",
  SubjectMatchesPatterns: "messages with a subject that matches one of these regular expressions",
  SubjectOrBodyContainsWords: "messages with these words in subject or body",
  SubjectOrBodyMatchesPatterns: "messages with a subject or body that matches one of these regular expressions",
  UnscannableDocumentExtensionIs: "files that cannot be scanned, with these extensions",
  WithImportance: "messages of this importance",
};

/** Which exceptions there are, the kinds that use these words find out. */
const EXCEPTIONS = Object.entries(CONDITIONS).map(
  ([name, what]) => [`ExceptIf${name}`, `Exception: ${what}.`] as const,
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const OTHERS: { readonly [parameter: string]: string } = {
  ApplyBrandingTemplate: "Branding template of encrypted messages, by name.",
  BlockAccessScope:
    "Whom `blockAccess` blocks: `All`, `PerUser` (outside the organization), or `PerAnonymousUser` (anyone with a link).",
  Disabled: "Whether the rule is off.",
  EncryptRMSTemplate: "Rights management template that messages are encrypted with, by name.",
  EnforcePortalAccess: "Whether recipients outside the organization read encrypted mail in the portal.",
  EvaluateRulePerComponent:
    "Whether conditions and exceptions must hold for one component of a message (body or one attachment).",
  GenerateIncidentReport: "Who gets an incident report: `SiteAdmin` or mail addresses.",
  IncidentReportContent: "What the report tells, or `All` alone.",
  NotifyAllowOverride:
    "How people can override the action: `FalsePositive`, `WithAcknowledgement`, and one of `WithJustification` and `WithoutJustification`.",
  NotifyEmailCustomSubject: "Subject of the notification mail.",
  NotifyEmailCustomText: "Text of the notification mail, with HTML.",
  NotifyPolicyTipCustomText: "Text of the policy tip.",
  NotifyPolicyTipCustomTextTranslations: "Policy tips in other languages, each as `language:text`.",
  NotifyPolicyTipDisplayOption: "Whether Outlook shows a tip or a dialog.",
  NotifyPolicyTipUrl: "Address behind the policy tip's link.",
  NotifyUser: "Who is notified: `LastModifier`, `Owner`, `SiteAdmin` or mail addresses.",
  NotifyUserType: "How people are notified: by mail, by policy tip, or both.",
  PrependSubject: "Text in front of the subject.",
  Quarantine: "Delivers the message to the hosted quarantine.",
  RedirectMessageTo: "Recipients who get the message in the place of the addressed ones.",
  RemoveHeader: "Headers to remove, by name.",
  RemoveRMSTemplate: "Takes encryption off messages and attachments.",
  ReportSeverityLevel: "Severity in reports.",
  RestrictWebGrounding: "Keeps Copilot from searching the web with what matches.",
  RuleErrorAction: "What happens where the rule cannot be evaluated.",
  SenderAddressLocation: "Which address of the sender conditions look at.",
  StopPolicyProcessing: "No further rule is looked at once this one matches.",
};

/** What every parameter means, by name. */
export const RULE_DESCRIPTIONS: { readonly [parameter: string]: string } = {
  ...Object.fromEntries(Object.entries(CONDITIONS).map(([name, what]) => [name, `${capital(what)}.`])),
  ...Object.fromEntries(EXCEPTIONS),
  ...OTHERS,
};
