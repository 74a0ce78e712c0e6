import type { TenantLine } from "../tenants/model";

type Pointers = Omit<TenantLine, "environment">;

/** Arguments of a provider that is pointed at the tenant; its cloud is discovered, as that of a real tenant is. */
export const argsOf = (tenant: Pointers, more: object = {}) => ({
  tenantId: tenant.tenantId,
  organization: tenant.organization,
  clientId: tenant.clientId,
  clientSecret: tenant.clientSecret,
  connectionUri: tenant.connectionUri,
  azureADAuthorizationEndpointUri: tenant.azureADAuthorizationEndpointUri,
  ...more,
});

/** The same as stack configuration. */
export const configOf = (tenant: Pointers): Record<string, string> =>
  Object.fromEntries(Object.entries(argsOf(tenant)).map(([key, value]) => [`purview:${key}`, String(value)]));

/** The same as environment variables. */
export const environmentOf = (tenant: Pointers): Record<string, string> => ({
  PURVIEW_TENANT_ID: tenant.tenantId,
  PURVIEW_ORGANIZATION: tenant.organization,
  PURVIEW_CLIENT_ID: tenant.clientId,
  PURVIEW_CLIENT_SECRET: tenant.clientSecret,
  PURVIEW_CONNECTION_URI: tenant.connectionUri,
  PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI: tenant.azureADAuthorizationEndpointUri,
});
