import { systemClock } from "../../provider/clock";
import { locateTenant } from "../../provider/clouds";
import { PurviewError } from "../../provider/errors";
import { targetTenant } from "../../provider/session";
import { UndiciHttp } from "../../provider/transport/http";
import { describeIdentity } from "../whoami";
import type { Patient } from "./context";
import { directoryRoles } from "./directory-roles";
import { frontDoor } from "./network-steps";
import { kindRights } from "./rights";
import { failed, skipped, warning, well, type Step, type StepResult } from "./step";

const discovery: Step<Patient> = {
  id: "discovery",
  title: "OpenID discovery",
  run: async (patient, signal) => {
    const { settings, env, way } = patient;
    const http = new UndiciHttp(settings, env, systemClock);
    try {
      const location = await locateTenant(settings, targetTenant(settings, way ?? {}), http, signal);
      patient.location = location;
      const { tenantId, environment, tokenEndpoint, serviceOrigin } = location;
      return well(
        `tenant ${tenantId} is in the cloud ${environment}`,
        `tokens from ${new URL(tokenEndpoint).host}, front door ${new URL(serviceOrigin).host}`,
      );
    } finally {
      await http.close();
    }
  },
};

const token: Step<Patient> = {
  id: "token",
  title: "Token",
  run: async ({ session }, signal) => {
    const connected = await session.connection(signal);
    const { location } = connected;
    const told = await describeIdentity(connected);
    const person = told.scopes.length > 0;
    const lines = [
      `${told.identity} of ${told.organization}, audience ${location.audience}, until ${told.tokenUntil}`,
      person ? `delegated: ${told.scopes.join(" ")}` : `app roles: ${told.roles.join(", ") || "none"}`,
      `directory roles: ${directoryRoles(told.directoryRoles).join(", ") || "none"}`,
    ];
    if (person || told.roles.includes("Exchange.ManageAsApp")) return well(...lines);
    return {
      status: "warning",
      lines,
      advice:
        "Give the app the app role Exchange.ManageAsApp and have an admin consent to it: without it the service answers 401.",
    };
  },
};

const region: Step<Patient> = {
  id: "region",
  title: "Regional host",
  run: async ({ session }, signal) => {
    await session.rights(signal);
    return well((await session.connection(signal)).serviceHost());
  },
};

const rights: Step<Patient> = {
  id: "rights",
  title: "Rights",
  run: async ({ session }, signal) => {
    const all = kindRights(await session.rights(signal));
    const lacking = all.filter(({ missing }) => missing.length > 0);
    if (lacking.length === 0) return well(`may write all ${all.length} kinds`);
    const groups = [...new Set(lacking.flatMap(({ roleGroups }) => roleGroups))];
    return {
      status: "warning",
      lines: [
        `may write ${all.length - lacking.length} of ${all.length} kinds`,
        ...lacking.map(
          ({ noun, access, missing, notes }) =>
            `${noun}: ${[access === "none" ? "nothing" : "read only", `(lacks ${missing.join(", ")})`, ...notes].join(" ")}`,
        ),
      ],
      advice: `Role groups that give the rest: ${groups.join(", ")}. docs/sign-in/permissions.md shows the commands.`,
    };
  },
};

/** Needed once per tenant before retention labels work. */
const labelStorage: Step<Patient> = {
  id: "labelStorage",
  title: "Retention label storage",
  run: async ({ session }, signal) => {
    if (!(await session.rights(signal)).mayCall("Get-ComplianceTagStorage"))
      return skipped("this identity may not see it");
    const { objects } = await session.read({ cmdlet: "Get-ComplianceTagStorage", parameters: {} }, { signal });
    return objects.length > 0
      ? well("switched on")
      : warning(
          "not switched on: retention labels cannot be created",
          "Declare a ComplianceTagStorage, or run Enable-ComplianceTagStorage once.",
        );
  },
};

const customisation: Step<Patient> = {
  id: "customisation",
  title: "Organisation customisation",
  run: () =>
    Promise.resolve(
      skipped(
        "Security & Compliance does not tell; if a write asks for it, run Enable-OrganizationCustomization once in Exchange Online",
      ),
    ),
};

const policies: Step<Patient> = {
  id: "policies",
  title: "Get-RetentionCompliancePolicy",
  run: async ({ session }, signal) => {
    if (!(await session.rights(signal)).mayCall("Get-RetentionCompliancePolicy"))
      return warning("this identity may not read policies", "See the rights above.");
    const { objects } = await session.read({ cmdlet: "Get-RetentionCompliancePolicy", parameters: {} }, { signal });
    return well(`${objects.length} ${objects.length === 1 ? "policy" : "policies"}`);
  },
};

export const serviceSteps: readonly Step<Patient>[] = [
  discovery,
  frontDoor,
  token,
  region,
  rights,
  labelStorage,
  customisation,
  policies,
];

/** What else the troubleshooting page of PowerShell knows, by our codes (docs/sign-in/troubleshooting.md). */
const HINTS: { readonly [code: string]: string } = {
  PURVIEW_THROTTLED: "Other sessions of this tenant use up its limit: close them, or lower maxConcurrency.",
  PURVIEW_UNAUTHORIZED:
    "The account or app is not allowed in, or its address changed under way (a source address pool or VPN): use one outgoing address, check Conditional Access, then the app role Exchange.ManageAsApp.",
  PURVIEW_CONNECTION_LOST: "The connection was lost under way: look for a proxy or firewall that cuts long requests.",
  PURVIEW_TIMEOUT: "Nothing came back: look for a proxy or firewall that drops packets.",
};

/** A step that threw, told like any other. */
export function explain(error: unknown): StepResult {
  if (!(error instanceof PurviewError)) return failed(error instanceof Error ? error.message : String(error));
  return failed(`${error.message} [${error.code}]`, HINTS[error.code]);
}
