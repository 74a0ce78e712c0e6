/** An Entra directory role that the service turns into one of its role groups. */
interface DirectoryRole {
  readonly name: string;
  /** Template id: what the token's `wids` holds. */
  readonly templateId: string;
  readonly roleGroup: string;
}

/** The five that an app-only token may have (docs/service/sign-in.md#directory-roles), and those that only people have. */
export const DIRECTORY_ROLES: readonly DirectoryRole[] = [
  {
    name: "Global Administrator",
    templateId: "62e90394-69f5-4237-9190-012177145e10",
    roleGroup: "OrganizationManagement",
  },
  {
    name: "Compliance Administrator",
    templateId: "17315797-102d-40b4-93e0-432062caca18",
    roleGroup: "ComplianceAdministrator",
  },
  {
    name: "Security Administrator",
    templateId: "194ae4cb-b126-40b2-bd5b-6091b380977d",
    roleGroup: "SecurityAdministrator",
  },
  { name: "Security Reader", templateId: "5d6b6bb7-de71-4623-b4af-96380a352509", roleGroup: "SecurityReader" },
  { name: "Global Reader", templateId: "f2ef992c-3afb-46b9-b7cf-a126ee74c451", roleGroup: "GlobalReader" },
  {
    name: "Compliance Data Administrator",
    templateId: "e6d1a23a-da11-4be4-9570-befc86d067a7",
    roleGroup: "ComplianceDataAdministrator",
  },
  { name: "Security Operator", templateId: "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f", roleGroup: "SecurityOperator" },
];

/** The role group behind a directory role's name or template id; undefined for roles that mean nothing here. */
export function roleGroupOfDirectoryRole(nameOrId: string): string | undefined {
  const wanted = nameOrId.toLowerCase();
  return DIRECTORY_ROLES.find((role) => role.name.toLowerCase() === wanted || role.templateId === wanted)?.roleGroup;
}
