import { strict as assert } from "node:assert";
import { findKind, type Kind } from "../../provider/kinds";
import { createLifecycle } from "../../provider/lifecycle/lifecycle";
import type { Recorded, Written } from "../../provider/lifecycle/types";
import type { Properties } from "../../provider/values";
import { FakeSession, Notes, SETTINGS } from "./fake/session";

const kind = (noun: string): Kind => findKind(noun) as Kind;
const [POLICY, RULE, LABEL] = ["RetentionCompliancePolicy", "RetentionComplianceRule", "ComplianceTag"].map(kind) as [
  Kind,
  Kind,
  Kind,
];

const recordedOf = (written: Written, inputs: Properties): Recorded => ({
  id: written.id,
  outputs: written.outputs,
  declared: Object.keys(inputs),
  inputs,
});

/** A label, the policy that publishes it, and the rule that says so. */
async function records() {
  const session = new FakeSession();
  const notes = new Notes();
  const lifecycle = createLifecycle({ session, reporter: notes, settings: SETTINGS });
  const make = async (of: Kind, inputs: Properties): Promise<Recorded> =>
    recordedOf(await lifecycle.create(of, { desired: inputs }), inputs);
  const label = await make(LABEL, { name: "Contracts", retentionAction: "Keep", retentionDuration: 3650 });
  const policy = await make(POLICY, { name: "Publish", sharePointLocation: ["All"] });
  const rule = await make(RULE, { policy: policy.id, publishComplianceTag: label.id });
  return { session, notes, lifecycle, label, policy, rule };
}

describe("a label that the service still counts as published", () => {
  it("goes once the service has noticed that rule and policy went", async () => {
    const { session, notes, lifecycle, label, policy, rule } = await records();
    session.service.publishedMs = 120_000;
    await lifecycle.delete(RULE, { recorded: rule });
    await lifecycle.delete(POLICY, { recorded: policy });
    await lifecycle.delete(LABEL, { recorded: label });
    assert.deepEqual(session.service.names("ComplianceTag"), []);
    assert.ok(notes.progresses.some((line) => /ComplianceTag "Contracts": .*in use/.test(line)));
  });

  it("is waited for while the same run removes what uses it", async () => {
    const { session, lifecycle, label, policy, rule } = await records();
    session.service.publishedMs = 30_000;
    session.latencyMs = 1_000;
    await Promise.all([
      lifecycle.delete(LABEL, { recorded: label }),
      lifecycle.delete(RULE, { recorded: rule }).then(() => lifecycle.delete(POLICY, { recorded: policy })),
    ]);
    assert.deepEqual(session.service.names("ComplianceTag"), []);
  });

  it("stays where something else uses it, and the error names that", async () => {
    const { session, lifecycle, label } = await records();
    const begun = session.clock.now();
    await assert.rejects(lifecycle.delete(LABEL, { recorded: label }), {
      code: "PURVIEW_IN_USE",
      message: /RetentionComplianceRule "generated-\d+"/,
    });
    assert.ok(session.clock.now() - begun < 60_000);
    assert.deepEqual(session.service.names("ComplianceTag"), ["Contracts"]);
  });

  it("is an error with its cure when the service does not let go before the deadline", async () => {
    const { session, lifecycle, label, policy, rule } = await records();
    session.service.publishedMs = 24 * 3_600_000;
    await lifecycle.delete(RULE, { recorded: rule });
    await lifecycle.delete(POLICY, { recorded: policy });
    await assert.rejects(lifecycle.delete(LABEL, { recorded: label, timeoutMs: 60_000 }), {
      code: "PURVIEW_IN_USE",
      message: /again/,
    });
  });
});
