import { type EnvironmentName, environmentOf } from "../environments";
import { azureDevOpsSubject, GITHUB_SUBJECT, serviceConnectionId } from "../identity/workload";
import { seededGuid, seededHex, seededSecret } from "../random";
import { ALL_ROLE_GROUPS, type App, type Federated, MANAGE_AS_APP, type Tenant, type User } from "./model";

/** What `POST /_emulator/tenants` may say of a tenant; everything that is left out is made from the seed. */
export interface TenantWish {
  readonly environment: EnvironmentName;
  readonly organization?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly domains?: readonly string[] | undefined;
  readonly partners?: readonly string[] | undefined;
  readonly apps?: readonly AppWish[] | undefined;
  readonly users?: readonly UserWish[] | undefined;
}

export interface AppWish {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly certificatePem?: string | undefined;
  readonly federated?: Federated | readonly Federated[] | undefined;
  readonly roleGroups?: readonly string[] | undefined;
  readonly permissions?: readonly string[] | undefined;
  readonly administrativeUnits?: readonly string[] | undefined;
  readonly managedIdentity?: "system" | "user" | undefined;
}

export interface UserWish {
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

/** A tenant as wished; `number` tells it from others of the same seed. */
export function makeTenant(wish: TenantWish, seed: number, number: number): Tenant {
  const label = [seed, number, wish.environment] as const;
  const tenantId = wish.tenantId ?? seededGuid(...label, "tenant");
  const organization =
    wish.organization ??
    `${NAMES[wish.environment]}${seededHex(5, ...label, "domain")}.${environmentOf(wish.environment).domainSuffix}`;
  const apps = wish.apps?.length ? wish.apps : [{}];
  return {
    tenantId,
    organization,
    environment: wish.environment,
    domains: wish.domains ?? [],
    partners: wish.partners ?? [],
    apps: apps.map((app, index) => makeApp(app, [...label, "app", index])),
    users: (wish.users ?? []).map((user) => makeUser(user, [...label, "user"])),
  };
}

function makeApp(wish: AppWish, label: readonly (string | number)[]): App {
  const federated = wish.federated === undefined ? [] : [wish.federated].flat();
  const roleGroups = wish.roleGroups ?? ALL_ROLE_GROUPS;
  const bare = !wish.certificatePem && !federated.length && !wish.managedIdentity;
  const clientSecret = wish.clientSecret ?? (bare ? seededSecret(...label) : undefined);
  return {
    clientId: wish.clientId ?? seededGuid(...label, "client"),
    objectId: seededGuid(...label, wish.clientId ?? "", "object"),
    displayName: `app ${label.at(-1)}`,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(wish.certificatePem && { certificatePem: wish.certificatePem }),
    federated,
    roleGroups,
    permissions: wish.permissions ?? (roleGroups.length ? [MANAGE_AS_APP] : []),
    ...(wish.administrativeUnits && { administrativeUnits: wish.administrativeUnits }),
    ...(wish.managedIdentity && { managedIdentity: wish.managedIdentity }),
  };
}

const makeUser = (wish: UserWish, label: readonly (string | number)[]): User => ({
  userPrincipalName: wish.userPrincipalName,
  objectId: seededGuid(...label, wish.userPrincipalName.toLowerCase()),
  password: wish.password ?? seededSecret(...label, wish.userPrincipalName.toLowerCase()),
  mfa: wish.mfa ?? false,
  roleGroups: wish.roleGroups ?? ALL_ROLE_GROUPS,
  ...(wish.administrativeUnits && { administrativeUnits: wish.administrativeUnits }),
});

/** The one tenant per cloud that every emulator starts with: an app with a secret, a managed identity, an administrator. */
export function makeDefaultTenant(environment: EnvironmentName, seed: number): Tenant {
  const bare = makeTenant({ environment }, seed, 0);
  const label = [seed, 0, environment, "default"] as const;
  const wish: TenantWish = {
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
  return makeTenant(wish, seed, 0);
}
