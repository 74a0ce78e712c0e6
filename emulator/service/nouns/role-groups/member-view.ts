import type { StoredObject } from "../../entry";
import { directoryId, isGuid } from "../../ids";
import type { JsonObject } from "../../json";
import type { Reading } from "../../noun";

/** "Member: Name, Alias (address or guid), RecipientTypeDetails, ExchangeObjectId" (docs/service/role-groups.md#members). */
export function showMember(view: JsonObject, { name }: StoredObject, { store }: Reading): void {
  view.Name = isGuid(name) ? name : (name.split("@")[0] ?? name);
  view.Alias = name;
  view.DisplayName = view.Name;
  view.PrimarySmtpAddress = name.includes("@") ? name : "";
  view.RecipientType = "MailUser";
  view.RecipientTypeDetails = isGuid(name) ? "ServicePrincipal" : "MailUser";
  view.ExchangeObjectId = directoryId(store.tenantId, name);
}
