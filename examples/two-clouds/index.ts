import * as pulumi from "@pulumi/pulumi";
import * as purview from "pulumi-purview";
import { RecordsEstate } from "./records-estate";

/**
 * Settings of each tenant come from the stack's configuration:
 *
 *     pulumi config set gccHigh:tenantId …   pulumi config set gccHigh:clientId …   pulumi config set --secret gccHigh:clientSecret …
 *     pulumi config set dod:tenantId …       …
 */
function providerOf(cloud: "gccHigh" | "dod"): purview.Provider {
  const config = new pulumi.Config(cloud);
  return new purview.Provider(cloud, {
    environment: cloud,
    tenantId: config.require("tenantId"),
    organization: config.get("organization"),
    clientId: config.require("clientId"),
    clientSecret: config.requireSecret("clientSecret"),
    connectionUri: config.get("connectionUri"),
    azureADAuthorizationEndpointUri: config.get("azureADAuthorizationEndpointUri"),
  });
}

const gccHigh = new RecordsEstate(
  "gcc-high",
  { years: 7, mailboxes: ["records@contoso.us"] },
  { providers: [providerOf("gccHigh")] },
);
const dod = new RecordsEstate(
  "dod",
  { years: 10, mailboxes: ["records@contoso.mil"] },
  { providers: [providerOf("dod")] },
);

export const policies = { gccHigh: gccHigh.policyId, dod: dod.policyId };
