import type { Outcome } from "../../../contract";
import type { CallContext } from "../../context";
import type { NounDeclaration } from "../../noun";

const noun = "ComplianceTagStorage";

/** Where retention labels live: made once per tenant (docs/service/retention-labels.md#storage). */
export const complianceTagStorage: NounDeclaration = {
  noun,
  distributes: {},
  verbs: { Enable: enable },
  // Most tenants have it; an option makes a tenant without.
  seeds: (_store, { labelStorage = true }) => (labelStorage ? [{ name: noun }] : []),
  show(view) {
    view.Enabled = true;
    view.DistributionStatus ??= "Success";
  },
};

/** "Running it again gives a warning and a Pending status for minutes" (docs/service/retention-labels.md#storage). */
function enable(call: CallContext): Outcome {
  const { store, now, caller } = call;
  const there = store.list(noun)[0];
  if (there) call.warn("Retention label storage is already enabled in this organization; it is being deployed again.");
  const email = call.get("RecordsManagementSecurityGroupEmail");
  const properties = email === undefined ? {} : { RecordsManagementSecurityGroupEmail: email };
  const storage = there
    ? store.change(there, properties, caller.name)
    : store.add(noun, { name: noun, properties }, caller.name);
  store.distribute(storage, { kind: "started", doneAt: now + store.durations.distributionMs, results: [] });
  return { value: [], warnings: call.warnings };
}
