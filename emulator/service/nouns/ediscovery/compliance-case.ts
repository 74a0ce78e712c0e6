import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, refused } from "../../faults";
import { asText, fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";

const noun = "ComplianceCase";
const defaultType = "eDiscovery";

export const complianceCase: NounDeclaration = {
  noun,
  actions: ["AddOrUpdateSources", "RemoveSources", "Sources", "SecondaryCaseType", "SourceCaseType"],
  fields: { CaseType: { initial: defaultType } },

  create(draft) {
    draft.$closedAt = null;
  },
  update(draft, before, call) {
    // "`CaseType` fixed" (docs/service/ediscovery.md#case-type).
    if (fold(asText(draft.CaseType)) !== fold(asText(before.properties.CaseType)))
      throw badArgument("CaseType", "The type of a case can't be changed.");
    if (call.flag("Close") && call.flag("Reopen")) throw badArgument("Reopen", "It can't be used together with Close.");
    if (call.flag("Close")) close(draft, before, call);
    if (call.flag("Reopen")) Object.assign(draft, { $closedAt: null, ClosedBy: "", ClosedDateTime: null });
  },
  putBehind: ({ Status: status }) =>
    status === undefined ? {} : { Status: null, $closedAt: /^clos/i.test(asText(status)) ? 0 : null },
  remove(object, { store }) {
    const holds = store.children("CaseHoldPolicy", object.guid);
    // Inferred: the portal asks to remove the holds first.
    if (holds.length > 0)
      throw refused(`The case '${object.name}' has holds: ${holds.map(({ name }) => name).join(", ")}.`);
  },
  lists: isListed,
  show(view, object, read) {
    view.Status = statusOf(object, read.now, read.store.durations.distributionMs);
    view.CaseId = object.guid;
    view.ClosedBy ??= "";
    view.ClosedDateTime ??= null;
  },
};

function close(draft: JsonObject, before: StoredObject, call: CallContext): void {
  if (typeof before.properties.$closedAt === "number") return;
  Object.assign(draft, {
    $closedAt: call.now,
    ClosedBy: call.caller.name,
    ClosedDateTime: new Date(call.now).toISOString().replace(/Z$/, "0000Z"),
  });
}

/** Active, Closing for a while, Closed (docs/service/ediscovery.md#close); how long is inferred. */
function statusOf({ properties }: StoredObject, now: number, closingMs: number): string {
  const at = properties.$closedAt;
  if (typeof at !== "number") return asText(properties.Status) || "Active";
  return now < at + closingMs ? "Closing" : "Closed";
}

/** The list holds one type of case: `CaseType`, else the default (Get's page: "This value is the default"). */
function isListed(object: StoredObject, call: CallContext): boolean {
  if (call.text("Identity") !== "" && !call.has("CaseType")) return true;
  const wanted = call.text("CaseType") || defaultType;
  return fold(asText(object.properties.CaseType)) === fold(wanted);
}
