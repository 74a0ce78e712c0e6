import type { JWK } from "jose";
import type { EnvironmentName } from "../environments";

/** A federated credential: a token of that issuer and subject stands for the app's secret. */
export interface Federated {
  readonly issuer: string;
  readonly subject: string;
  /** Default `api://AzureADTokenExchange`. */
  readonly audience?: string;
  /** Keys to verify with; without them the issuer's own (emulated) key, else the claims alone. */
  readonly publicKeyPem?: string;
  readonly jwks?: { readonly keys: readonly JWK[] };
}

export interface App {
  readonly clientId: string;
  /** Object id of the service principal. */
  readonly objectId: string;
  readonly displayName: string;
  readonly clientSecret?: string;
  readonly certificatePem?: string;
  readonly federated: readonly Federated[];
  readonly roleGroups: readonly string[];
  /** Application permissions: the token's `roles`. */
  readonly permissions: readonly string[];
  readonly administrativeUnits?: readonly string[];
  /** Answers at the managed-identity endpoints: as the machine's own identity, or when asked by client id. */
  readonly managedIdentity?: "system" | "user";
}

export interface User {
  readonly userPrincipalName: string;
  readonly objectId: string;
  readonly password: string;
  readonly mfa: boolean;
  readonly roleGroups: readonly string[];
  readonly administrativeUnits?: readonly string[];
}

/** Whether a tenant answers as recorded tenants did (docs/emulator.md). */
export type AnswerForm = "loose" | "recorded";

export interface Tenant {
  readonly tenantId: string;
  /** Initial domain. */
  readonly organization: string;
  readonly environment: EnvironmentName;
  /** Further verified domains. */
  readonly domains: readonly string[];
  readonly apps: readonly App[];
  readonly users: readonly User[];
  /** Tenants whose users may act here by delegated administration. */
  readonly partners: readonly string[];
  /** Default: what the emulator was started with. */
  readonly answers?: AnswerForm;
}

/** What the first line says of a tenant (docs/emulator.md#start); `clientSecret` is missing only where the first app has none. */
export interface TenantLine {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: EnvironmentName;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly connectionUri: string;
  readonly azureADAuthorizationEndpointUri: string;
}

/** Role groups of an app or user for which none are named: who sets a tenant up may do everything. */
export const ALL_ROLE_GROUPS: readonly string[] = [
  "Organization Management",
  "Compliance Administrator",
  "Compliance Data Administrator",
  "Records Management",
  "Information Protection Admins",
  "eDiscovery Administrator",
  "eDiscovery Manager",
  "Communication Compliance Admins",
  "Insider Risk Management Admins",
  "Security Administrator",
];

export const MANAGE_AS_APP = "Exchange.ManageAsApp";

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const domainsOf = (tenant: Tenant): readonly string[] => [tenant.organization, ...tenant.domains];

export const hasDomain = (tenant: Tenant, domain: string): boolean =>
  domainsOf(tenant).some((own) => same(own, domain));

/** Every name that a fault may match it by. */
export const namesOf = (tenant: Tenant): readonly string[] => [
  tenant.tenantId,
  ...domainsOf(tenant),
  tenant.environment,
];

/** By GUID or by any verified domain, as every path of both services takes it. */
export const isNamed = (tenant: Tenant, idOrDomain: string): boolean =>
  same(tenant.tenantId, idOrDomain) || hasDomain(tenant, idOrDomain);

export const appOf = (tenant: Tenant, clientId: string): App | undefined =>
  tenant.apps.find((app) => same(app.clientId, clientId));

export const userOf = (tenant: Tenant, upn: string): User | undefined =>
  tenant.users.find((user) => same(user.userPrincipalName, upn));
