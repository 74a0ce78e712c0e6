import { badArgument, objectExists } from "../../faults";
import { isGuid } from "../../ids";
import { asText, fold } from "../../json";
import type { NounDeclaration } from "../../noun";

const noun = "ServicePrincipal";

/** A reference to an app of Entra ID, also named by its AppId and ObjectId (docs/service/cmdlets.md#identity-forms). */
export const servicePrincipal: NounDeclaration = {
  noun,
  family: "object",
  // The service names it after the object of the directory [inferred].
  naming: { generate: (call) => call.text("ObjectId") || call.text("ServiceId") },
  aliases: (_guid, { AppId, ObjectId }) => [asText(AppId), asText(ObjectId)].filter((each) => each !== ""),
  create(draft, { store }) {
    draft.ObjectId ??= draft.ServiceId ?? null;
    for (const name of ["AppId", "ObjectId"])
      if (!isGuid(asText(draft[name]))) throw badArgument(name, `'${asText(draft[name])}' isn't a GUID.`);
    const duplicate = store
      .list(noun)
      .find(({ properties }) => fold(asText(properties.AppId)) === fold(asText(draft.AppId)));
    if (duplicate) throw objectExists(asText(draft.AppId));
  },
  show(view) {
    view.SID ??= null;
  },
};
