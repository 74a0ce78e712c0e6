/** Template ids of the directory roles that Security & Compliance accepts (Microsoft's app-only page). */
const names: { readonly [template: string]: string } = {
  "17315797-102d-40b4-93e0-432062caca18": "Compliance Administrator",
  "e6d1a23a-da11-4be4-9570-befc86d067a7": "Compliance Data Administrator",
  "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
  "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
  "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
  "5d6b6bb7-de71-4623-b4af-96380a352509": "Security Reader",
};

/** In every app's and every member's token; they give no role. */
const NO_ROLE = new Set(["0997a1d0-0d1d-4acb-b408-d5ca73121e90", "b79fbf4d-3ef9-4689-8143-76b194e85509"]);

/** The `wids` of a token, as people call them. */
export const directoryRoles = (wids: readonly string[]): readonly string[] =>
  wids.filter((wid) => !NO_ROLE.has(wid)).map((wid) => names[wid] ?? wid);
