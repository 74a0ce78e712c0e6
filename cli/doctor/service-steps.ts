import { systemClock } from "../../provider/clock";
import { locateTenant } from "../../provider/clouds";
import { PurviewError } from "../../provider/errors";
import { type Settings, targetTenant } from "../../provider/session";
import { UndiciHttp } from "../../provider/http";
import { describeIdentity } from "../identity/describe";
import { directoryRoles } from "../identity/directory-roles";
import { frontDoor } from "./network-steps";
import { remotingSessionSteps, remotingSteps } from "./remoting-steps";
import { rights } from "./rights-step";
import { failed, ok, skipped, type Step, type StepResult, warning } from "./step";

const discovery: Step = {
  id: "discovery",
  title: "OpenID discovery",
  run: async (context, signal) => {
    const { settings, env, credential } = context;
    const http = new UndiciHttp(settings, env, systemClock);
    try {
      const location = await locateTenant(settings, targetTenant(settings, credential ?? {}), http, signal);
      context.location = location;
      const { tenantId, environment, tokenEndpoint, serviceOrigin } = location;
      return ok(
        `tenant ${tenantId} is in the cloud ${environment}`,
        `tokens from ${new URL(tokenEndpoint).host}, front door ${new URL(serviceOrigin).host}`,
      );
    } finally {
      await http.close();
    }
  },
};

const token: Step = {
  id: "token",
  title: "Token",
  run: async ({ session }, signal) => {
    const connected = await session.connection(signal);
    const { location } = connected;
    if (!connected.usesToken) return skipped("user name and password go to the service itself");
    const identity = await describeIdentity(connected);
    const person = identity.scopes.length > 0;
    const lines = [
      `${identity.identity} of ${identity.organization}, audience ${location.audience}, until ${identity.tokenUntil ?? "?"}`,
      person ? `delegated: ${identity.scopes.join(" ")}` : `app roles: ${identity.roles.join(", ") || "none"}`,
      `directory roles: ${directoryRoles(identity.directoryRoles).join(", ") || "none"}`,
    ];
    if (person || identity.roles.includes("Exchange.ManageAsApp")) return ok(...lines);
    return {
      status: "warning",
      lines,
      advice:
        "Assign the app role Exchange.ManageAsApp (Office 365 Exchange Online) to the app and grant admin consent: without it the service answers 401.",
    };
  },
};

const region: Step = {
  id: "region",
  title: "Regional host",
  run: async ({ session }, signal) => {
    await session.rights(signal);
    return ok((await session.connection(signal)).serviceHost());
  },
};

/** Needed once per tenant before retention labels work. */
const labelStorage: Step = {
  id: "labelStorage",
  title: "Retention label storage",
  run: async ({ session }, signal) => {
    if (!(await session.rights(signal)).mayCall("Get-ComplianceTagStorage"))
      return skipped("the service does not list Get-ComplianceTagStorage for this identity");
    const { objects } = await session.read({ cmdlet: "Get-ComplianceTagStorage", parameters: {} }, { signal });
    return objects.length > 0
      ? ok("enabled")
      : warning(
          "not enabled: retention labels cannot be created",
          "Declare a ComplianceTagStorage, or run Enable-ComplianceTagStorage once.",
        );
  },
};

const policies: Step = {
  id: "policies",
  title: "Get-RetentionCompliancePolicy",
  run: async ({ session }, signal) => {
    if (!(await session.rights(signal)).mayCall("Get-RetentionCompliancePolicy"))
      return warning("this identity may not read policies", "See the rights above.");
    const { objects } = await session.read({ cmdlet: "Get-RetentionCompliancePolicy", parameters: {} }, { signal });
    return ok(`${objects.length} ${objects.length === 1 ? "policy" : "policies"}`);
  },
};

/** In the order in which a program gets to them. */
export const serviceSteps = ({ transport }: Settings): readonly Step[] =>
  transport === "remoting"
    ? [discovery, frontDoor, ...remotingSteps, token, ...remotingSessionSteps, rights, labelStorage, policies]
    : [discovery, frontDoor, token, region, rights, labelStorage, policies];

/** Further advice by error code, from Microsoft's troubleshooting page (docs/sign-in/troubleshooting.md). */
const HINTS: { readonly [code: string]: string } = {
  PURVIEW_THROTTLED: "Other sessions use up this tenant's limit: close them, or set maxConcurrency lower.",
  PURVIEW_UNAUTHORIZED:
    "The account or app may not sign in, or its IP address changed meanwhile (a pool of outgoing addresses, a VPN): use one outgoing address; check Conditional Access and the app role Exchange.ManageAsApp.",
  PURVIEW_SESSION_LOST:
    "Give this machine one outgoing IP address for the service: an SNAT pool with a single address, or a fixed one.",
  PURVIEW_CONNECTION_LOST:
    "The connection was closed before the answer came: check for a proxy or firewall that closes long requests.",
  PURVIEW_TIMEOUT: "No answer came: check for a proxy or firewall that drops packets.",
};

/** The result of a step that threw. */
export function explain(error: unknown): StepResult {
  if (!(error instanceof PurviewError)) return failed(error instanceof Error ? error.message : String(error));
  return failed(`${error.message} [${error.code}]`, HINTS[error.code]);
}
