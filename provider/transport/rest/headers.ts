import type { AnswerForm } from "./response-format";

/** What distinguishes one cmdlet call; the same over its retries and pages (docs/service/admin-api.md#headers). */
export interface CallHeaders {
  readonly cmdlet: string;
  readonly requestId: string;
}

export interface ConnectionHeaders {
  readonly connectionId: string;
  /** `UPN:…`: how the front door finds the tenant's region (docs/service/clouds.md#anchor). */
  readonly anchor: string;
}

/** The version of Microsoft's module whose protocol this is. */
export const MODULE_VERSION = "3.9.2";
export const PAGE_SIZE = 1000;

/** `partial` is what Microsoft's module asks for; JSON ignores it. */
export const formHeaders = (form: AnswerForm, pageSize: number): { readonly [name: string]: string } => ({
  "X-ResponseFormat": form,
  ...(form === "clixml" && { "X-SerializationLevel": "Partial" }),
  Prefer: `odata.maxpagesize=${pageSize}`,
});

/** System mailbox of every organization; the anchor of apps and partners. */
const ARBITRATION_MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}";

export const arbitrationMailbox = (organization: string): string => `${ARBITRATION_MAILBOX}@${organization}`;

/** App-only and partner sessions are anchored in the organization, people in their own account. */
export const anchorOf = (organization: string, userPrincipalName: string | undefined): string =>
  `UPN:${userPrincipalName ?? arbitrationMailbox(organization)}`;

export function headersFor(connection: ConnectionHeaders, call: CallHeaders, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "accept-charset": "UTF-8",
    "accept-language": "en-US",
    "content-type": "application/json; charset=utf-8",
    "user-agent": "pulumi-purview",
    "X-AnchorMailbox": connection.anchor,
    "X-CmdletName": call.cmdlet,
    "X-ClientApplication": "ExoManagementModule",
    "X-ClientModuleVersion": MODULE_VERSION,
    ...formHeaders("json", PAGE_SIZE),
    "client-request-id": call.requestId,
    "connection-id": connection.connectionId,
  };
}
