import { type EnvironmentName, environmentOf } from "../environments";
import { azureDevOpsSubject, GITHUB_SUBJECT, serviceConnectionId } from "../identity/workload";
import { seededGuid, seededHex, seededSecret } from "../random";
import {
  ALL_ROLE_GROUPS,
  type AnswerForm,
  type App,
  type Federated,
  MANAGE_AS_APP,
  type Tenant,
  type User,
} from "./model";

/** What `POST /_emulator/tenants` may say of a tenant; everything that is left out is made from the seed. */
export interface TenantRequest {
  readonly environment: EnvironmentName;
  readonly organization?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly domains?: readonly string[] | undefined;
  readonly partners?: readonly string[] | undefined;
  readonly answers?: AnswerForm | undefined;
  readonly apps?: readonly AppRequest[] | undefined;
  readonly users?: readonly UserRequest[] | undefined;
}

export interface AppRequest {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly certificatePem?: string | undefined;
  readonly federated?: Federated | readonly Federated[] | undefined;
  readonly roleGroups?: readonly string[] | undefined;
  readonly permissions?: readonly string[] | undefined;
  readonly administrativeUnits?: readonly string[] | undefined;
  readonly managedIdentity?: "system" | "user" | undefined;
}

export interface UserRequest {
  readonly userPrincipalName: string;
  readonly password?: string | undefined;
  readonly mfa?: boolean | undefined;
  readonly roleGroups?: readonly string[] | undefined;
  readonly administrativeUnits?: readonly string[] | undefined;
}

const NAMES: Record<EnvironmentName, string> = {
  public: "contoso",
  gcc: "cityofcontoso",
  gccHigh: "fabrikam",
  dod: "northwind",
  china: "lucerne",
};

/** A tenant as requested; `number` distinguishes it from others of the same seed. */
export function makeTenant(request: TenantRequest, seed: number, number: number): Tenant {
  const label = [seed, number, request.environment] as const;
  const tenantId = request.tenantId ?? seededGuid(...label, "tenant");
  const organization =
    request.organization ??
    `${NAMES[request.environment]}${seededHex(5, ...label, "domain")}.${environmentOf(request.environment).domainSuffix}`;
  const apps = request.apps?.length ? request.apps : [{}];
  return {
    tenantId,
    organization,
    environment: request.environment,
    domains: request.domains ?? [],
    partners: request.partners ?? [],
    apps: apps.map((app, index) => makeApp(app, [...label, "app", index])),
    ...(request.answers && { answers: request.answers }),
    users: (request.users ?? []).map((user) => makeUser(user, [...label, "user"])),
  };
}

function makeApp(request: AppRequest, label: readonly (string | number)[]): App {
  const federated = request.federated === undefined ? [] : [request.federated].flat();
  const roleGroups = request.roleGroups ?? ALL_ROLE_GROUPS;
  const bare = !request.certificatePem && !federated.length && !request.managedIdentity;
  const clientSecret = request.clientSecret ?? (bare ? seededSecret(...label) : undefined);
  return {
    clientId: request.clientId ?? seededGuid(...label, "client"),
    objectId: seededGuid(...label, request.clientId ?? "", "object"),
    displayName: `app ${label.at(-1)}`,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(request.certificatePem && { certificatePem: request.certificatePem }),
    federated,
    roleGroups,
    permissions: request.permissions ?? (roleGroups.length ? [MANAGE_AS_APP] : []),
    ...(request.administrativeUnits && { administrativeUnits: request.administrativeUnits }),
    ...(request.managedIdentity && { managedIdentity: request.managedIdentity }),
  };
}

const makeUser = (request: UserRequest, label: readonly (string | number)[]): User => ({
  userPrincipalName: request.userPrincipalName,
  objectId: seededGuid(...label, request.userPrincipalName.toLowerCase()),
  password: request.password ?? seededSecret(...label, request.userPrincipalName.toLowerCase()),
  mfa: request.mfa ?? false,
  roleGroups: request.roleGroups ?? ALL_ROLE_GROUPS,
  ...(request.administrativeUnits && { administrativeUnits: request.administrativeUnits }),
});

/** The one tenant per cloud that every emulator starts with: an app with a secret, a managed identity, an administrator. */
export function makeDefaultTenant(environment: EnvironmentName, seed: number): Tenant {
  const bare = makeTenant({ environment }, seed, 0);
  const label = [seed, 0, environment, "default"] as const;
  const request: TenantRequest = {
    environment,
    apps: [
      {
        clientSecret: seededSecret(...label, "app"),
        federated: [
          { issuer: "emulator:github", subject: GITHUB_SUBJECT },
          { issuer: "emulator:azureDevOps", subject: azureDevOpsSubject(serviceConnectionId(seed, bare.tenantId)) },
        ],
      },
      { managedIdentity: "system" },
      { managedIdentity: "user" },
    ],
    users: [{ userPrincipalName: `admin@${bare.organization}` }],
  };
  return makeTenant(request, seed, 0);
}
