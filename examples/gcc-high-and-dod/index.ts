import * as pulumi from "@pulumi/pulumi";
import * as purview from "pulumi-purview";
import { RecordsManagement } from "./records-management";

// pulumi config set --path tenants:gccHigh.tenantId fabrikam.onmicrosoft.us
// pulumi config set --path tenants:gccHigh.clientId …
// pulumi config set --path --secret tenants:gccHigh.clientSecret …
const config = new pulumi.Config("tenants");
const tenants = {
  gccHigh: new purview.Provider("gcc-high", config.requireObject<purview.ProviderArgs>("gccHigh")),
  dod: new purview.Provider("dod", config.requireObject<purview.ProviderArgs>("dod")),
};

for (const [cloud, provider] of Object.entries(tenants)) {
  new RecordsManagement(cloud, { years: 7, mailboxes: ["records@contoso.example"] }, { provider });
}
