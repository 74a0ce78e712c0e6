import type { Outcome } from "../../../contract";
import type { CallContext } from "../../context";
import { isDeploying } from "../../distribution";
import { objectNotFound, refused } from "../../faults";
import { viewDate } from "../../view";
import type { NounDeclaration } from "../../noun";

const status = "InformationBarrierPoliciesApplicationStatus";

/**
 * A tenant-wide action: about 30 minutes until it starts, here as long as a distribution
 * (docs/service/information-barriers.md#application).
 */
export const informationBarrierApplication: NounDeclaration = {
  noun: "InformationBarrierPoliciesApplication",
  verbs: { Start: start, Stop: stop },
};

/** One row for each run; the words of Status are inferred. */
export const informationBarrierStatus: NounDeclaration = {
  noun: status,
  family: "object",
  naming: { unique: "none" },
  distributes: {},
  identity: ({ guid }) => guid,
  lists: (run, call) => call.flag("All") || call.has("Identity") || run.guid === call.store.list(status).at(-1)?.guid,
  show(view, run, { now }) {
    const running = isDeploying(run.distribution, now);
    view.Status = run.properties.$cancelled === true ? "Cancelled" : running ? "InProgress" : "Completed";
    view.ApplicationCreationTime = viewDate(run.createdAt);
    view.PercentProgress = running ? 0 : 100;
  },
};

function start(call: CallContext): Outcome {
  const { store, caller, now } = call;
  const active = store
    .list(status)
    .find((run) => isDeploying(run.distribution, now) && run.properties.$cancelled !== true);
  if (active) throw refused(`An application of the policies is already under way: ${active.guid}.`);
  const run = store.add(status, { name: "PoliciesApplication" }, caller.name);
  store.distribute(run, { kind: "started", doneAt: now + store.durations.distributionMs, results: [] });
  return { value: [{ Identity: run.guid, Status: "NotStarted" }], warnings: call.warnings };
}

function stop(call: CallContext): Outcome {
  const run = call.store.find(status, call.text("Identity"));
  if (!run) throw objectNotFound(call.text("Identity"));
  call.store.change(run, { $cancelled: true }, call.caller.name);
  return { value: [], warnings: call.warnings };
}
