import * as purview from "pulumi-purview";

const matter = new purview.ediscovery.ComplianceCase("Matter 4711", {
  description: "Supplier dispute",
  externalId: "4711",
});

const hold = new purview.ediscovery.CaseHoldPolicy("Matter 4711: people and sites", {
  case: matter,
  exchangeLocation: ["anna@contoso.com", "ben@contoso.com"],
  sharePointLocation: ["https://contoso.sharepoint.com/sites/purchasing"],
});

new purview.ediscovery.CaseHoldRule("Matter 4711: what is held", {
  policy: hold,
  contentMatchQuery: '"Fabrikam" OR "purchase order"',
});
