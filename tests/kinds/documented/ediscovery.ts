import type { Documented } from "./types";

const SITE = "https://contoso.sharepoint.com/sites/teams/finance";

/** Pages of eDiscovery cases and holds. */
export const EDISCOVERY: readonly Documented[] = [
  {
    from: "New-ComplianceCase, 1",
    noun: "ComplianceCase",
    declared: { name: "Fabrikam Litigation" },
    cmdlet: "New-ComplianceCase",
    parameters: { Name: "Fabrikam Litigation" },
  },
  {
    from: "New-ComplianceCase, 2",
    noun: "ComplianceCase",
    declared: {
      name: "Coho Case 03082020",
      caseType: "AdvancedEdiscovery",
      externalId: "SaraDavis v. Coho Winery",
    },
    cmdlet: "New-ComplianceCase",
    parameters: {
      Name: "Coho Case 03082020",
      CaseType: "AdvancedEdiscovery",
      ExternalId: "SaraDavis v. Coho Winery",
    },
  },
  {
    from: "Set-ComplianceCase, 1",
    noun: "ComplianceCase",
    before: { name: "Fabrikam Litigation 2" },
    declared: {
      name: "Fabrikam Litigation 2",
      description: "For details, contact the Laura at the Contoso law firm",
      externalId: "Case number: 03092020",
    },
    cmdlet: "Set-ComplianceCase",
    parameters: {
      Identity: "Fabrikam Litigation 2",
      Description: "For details, contact the Laura at the Contoso law firm",
      ExternalId: "Case number: 03092020",
    },
  },
  {
    from: "Add-ComplianceCaseMember, 1",
    noun: "ComplianceCaseMember",
    declared: { case: "Case 2112", member: "johnevans@contoso.com" },
    cmdlet: "Add-ComplianceCaseMember",
    parameters: { Case: "Case 2112", Member: "johnevans@contoso.com" },
  },
  {
    from: "New-CaseHoldPolicy, 1",
    noun: "CaseHoldPolicy",
    declared: {
      name: "Regulation 123 Compliance",
      case: "Case 2112",
      exchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
      sharePointLocation: [SITE],
    },
    cmdlet: "New-CaseHoldPolicy",
    parameters: {
      Name: "Regulation 123 Compliance",
      Case: "Case 2112",
      ExchangeLocation: ["Kitty Petersen", "Scott Nakamura"],
      SharePointLocation: [SITE],
    },
  },
  {
    from: "Set-CaseHoldPolicy, 1",
    noun: "CaseHoldPolicy",
    before: {
      name: "Regulation 124 Compliance",
      case: "Case 2112",
      exchangeLocation: ["Scott Nakamura"],
      publicFolderLocation: ["All"],
    },
    declared: {
      name: "Regulation 124 Compliance",
      case: "Case 2112",
      exchangeLocation: ["Scott Nakamura", "Kitty Petersen"],
      sharePointLocation: [SITE],
      comment: "Added new counsel, 9/9/14",
    },
    cmdlet: "Set-CaseHoldPolicy",
    parameters: {
      Identity: "Regulation 124 Compliance",
      AddExchangeLocation: ["Kitty Petersen"],
      AddSharePointLocation: [SITE],
      RemovePublicFolderLocation: ["All"],
      Comment: "Added new counsel, 9/9/14",
    },
  },
  {
    from: "New-CaseHoldRule, 1",
    noun: "CaseHoldRule",
    declared: {
      name: "2016 Budget Spreadsheets",
      policy: "Hold 1",
      contentMatchQuery: "filename:2016 budget filetype:xlsx",
    },
    cmdlet: "New-CaseHoldRule",
    parameters: {
      Name: "2016 Budget Spreadsheets",
      Policy: "Hold 1",
      ContentMatchQuery: "filename:2016 budget filetype:xlsx",
    },
  },
  {
    from: "New-CaseHoldRule, 2",
    noun: "CaseHoldRule",
    declared: {
      name: "Contoso Case 07172018 Hold 1",
      policy: "Hold 2",
      contentMatchQuery: "received:12/01/2017..12/31/2018",
    },
    cmdlet: "New-CaseHoldRule",
    parameters: {
      Name: "Contoso Case 07172018 Hold 1",
      Policy: "Hold 2",
      ContentMatchQuery: "received:12/01/2017..12/31/2018",
    },
  },
  {
    from: "Set-CaseHoldRule, 1",
    noun: "CaseHoldRule",
    before: { name: "Internal Company Rule", policy: "Hold 3" },
    declared: { name: "Internal Company Rule", policy: "Hold 3", disabled: true },
    cmdlet: "Set-CaseHoldRule",
    parameters: { Identity: "Internal Company Rule", Disabled: true },
  },
];
