import type { Outcome } from "../../../contract";
import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { allStandsAlone, refused } from "../../faults";
import { guidOf } from "../../ids";
import { asList, asText, fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";

export const search = "ComplianceSearch";
const locations = ["ExchangeLocation", "SharePointLocation", "OneDriveLocation", "PublicFolderLocation", "HoldNames"];

const jobRunId = (guid: string): string => guidOf("job run", guid);

/** A search is kept and started apart (docs/service/cmdlets.md#identity-forms). */
export const complianceSearch: NounDeclaration = {
  noun: search,
  family: "object",
  parent: { noun: "ComplianceCase", parameter: "Case", optional: true },
  actions: ["RetryOnError"],
  aliases: (guid) => [jobRunId(guid)],
  identity: ({ name }) => name,
  create: check,
  update: (draft, before, call) => {
    if (isRunning(before, call.now)) throw refused(`The search '${before.name}' is running; stop it first.`);
    check(draft);
    draft.$doneAt = null;
  },
  verbs: { Start: start, Stop: stop },
  show(view, object, { now }) {
    view.JobRunId = jobRunId(object.guid);
    view.Status = statusOf(object, now);
    view.Items = 0;
    // "Owning case not in the output" (docs/service/ediscovery.md#search).
    delete view.Case;
  },
};

const isRunning = ({ properties }: StoredObject, now: number): boolean =>
  typeof properties.$doneAt === "number" && now < properties.$doneAt && properties.$stopped !== true;

export function statusOf(object: StoredObject, now: number): string {
  if (object.properties.$stopped === true) return "Stopped";
  if (typeof object.properties.$doneAt !== "number") return "NotStarted";
  return isRunning(object, now) ? "InProgress" : "Completed";
}

/** "Needs at least one location"; All stands alone for mailboxes (catalogue). */
function check(draft: Readonly<JsonObject>): void {
  if (!locations.some((name) => asList(draft[name]).length > 0)) throw refused("A search needs at least one location.");
  const mailboxes = asList(draft.ExchangeLocation).map((each) => fold(asText(each)));
  if (mailboxes.includes("all") && mailboxes.length > 1) throw allStandsAlone("ExchangeLocation");
}

function start(call: CallContext): Outcome {
  const { store, now, caller } = call;
  const object = store.require(search, call.text("Identity"));
  if (isRunning(object, now)) throw refused(`The search '${object.name}' is already running.`);
  const doneAt = now + store.durations.distributionMs;
  store.change(object, { $doneAt: doneAt, $stopped: false }, caller.name, true);
  return { value: [], warnings: call.warnings };
}

function stop(call: CallContext): Outcome {
  const object = call.store.require(search, call.text("Identity"));
  call.store.change(object, { $stopped: true }, call.caller.name, true);
  return { value: [], warnings: call.warnings };
}
