import assert from "node:assert/strict";
import fc from "fast-check";
import { findKind, type Kind, kinds } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check";
import type { Lifecycle, Recorded, Written } from "../../provider/lifecycle/contract";
import { createLifecycle } from "../../provider/lifecycle";
import { makeSession, resolveSettings } from "../../provider/session";
import type { Properties } from "../../provider/values";
import { configOf, Emulator } from "../hosts/dynamic/support/emulator";
import { otherValue, type State, stateOf, targetsOf } from "./generate";
import { OVERRIDES } from "./overrides";

/** All acts are accepted: what is under test here is the wire, not the guards. */
const ACCEPTED = { acceptIrreversible: ["PreservationLock", "RegulatoryRecord", "PriorityCleanup", "CaseClose"] };

/** Objects for references to name; as an administrator's portal would have made them. */
const TARGETS: { readonly [noun: string]: object } = {
  AdaptiveScope: { LocationType: "User", RawQuery: "City -eq 'X'" },
  ComplianceTag: {},
  ComplianceRetentionEventType: {},
  ComplianceCase: { CaseType: "eDiscovery", Status: "Active" },
  Label: { DisplayName: "A label", Tooltip: "A label" },
  FilePlanPropertyAuthority: {},
  FilePlanPropertyCategory: {},
  FilePlanPropertySubCategory: {},
  FilePlanPropertyCitation: {},
  FilePlanPropertyDepartment: {},
  FilePlanPropertyReferenceId: {},
};

/** A policy for a rule. */
const PARENTS: { readonly [noun: string]: Properties } = {
  RetentionCompliancePolicy: { exchangeLocation: ["All"] },
  AppRetentionCompliancePolicy: { exchangeLocation: ["All"], applications: ["User:MicrosoftTeams"] },
  CaseHoldPolicy: { exchangeLocation: ["ann@contoso.com"], case: targetsOf("ComplianceCase")[0]?.id ?? "" },
};

describe("every kind on the emulator", function () {
  this.timeout(120_000);
  let emulator: Emulator;
  let sessions: { close(): Promise<void> }[] = [];
  let made = 0;

  before(async () => {
    emulator = await Emulator.start("--clock", "instant");
    const { tenantId } = emulator.tenant();
    for (const [noun, wire] of Object.entries(TARGETS)) {
      for (const { id, name } of targetsOf(noun)) {
        const path = `tenants/${tenantId}/objects/${noun}/${encodeURIComponent(name)}`;
        await emulator.control("PUT", path, { Name: name, DisplayName: name, Guid: id, ...wire });
      }
    }
  });
  after(async () => await emulator.stop());
  afterEach(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    sessions = [];
  });

  /** A new process: nothing remembered. */
  function lifecycle(): Lifecycle {
    const settings = resolveSettings({ stackConfig: configOf(emulator.tenant()), env: {} });
    const reporter = { warn: () => undefined, info: () => undefined, progress: () => undefined };
    const session = makeSession(settings, { reporter });
    sessions.push(session);
    return createLifecycle({ session, settings, reporter });
  }

  const recordedOf = (written: Written, inputs: Properties): Recorded => ({
    id: written.id,
    outputs: written.outputs,
    inputs,
    declared: Object.keys(inputs).filter((property) => property !== "acceptIrreversible"),
  });

  async function withParent(kind: Kind, state: State, name: string): Promise<Properties> {
    const own = { ...state, ...(state["name"] !== undefined && { name }), ...ACCEPTED };
    const base = PARENTS[kind.parent?.noun ?? ""];
    const parent = findKind(kind.parent?.noun ?? "");
    if (!base || !parent || !kind.parent) return own;
    const { id } = await lifecycle().create(parent, { desired: { name: `${name} policy`, ...base } });
    return { ...own, [kind.parent.property]: id };
  }

  for (const kind of kinds.filter(({ special }) => special === undefined)) {
    it(`${kind.noun}: made, found equal, imported, changed, repaired, removed`, async () => {
      const [state] = fc.sample(stateOf(kind, OVERRIDES).filter(removable), { numRuns: 1, seed: 3 }) as [State];
      const desired = await withParent(kind, { ...state, ...settingsOf(kind) }, `${kind.noun} ${++made}`);
      const written = await lifecycle().create(kind, { desired });
      assert.equal(written.unfinished, undefined);
      const recorded = recordedOf(written, desired);
      const changesTo = async (wanted: Properties, of = recorded) =>
        (await lifecycle().diff(kind, { recorded: of, desired: wanted, ignored: [], against: "live" })).changes;
      assert.deepEqual(await changesTo(desired), []);

      const imported = await lifecycle().read(kind, { id: written.id });
      assert.ok(imported);
      assert.deepEqual(checkInputs(kind, imported.inputs, {}).failures, []);
      const asImported = recordedOf({ id: written.id, outputs: imported.outputs }, imported.inputs);
      assert.deepEqual(await changesTo(imported.inputs, asImported), []);
      const refreshed = await lifecycle().read(kind, { id: written.id, recorded: asImported });
      assert.deepEqual(refreshed?.outputs, imported.outputs, "a refresh after the import changes no output");

      const after = changed(kind, desired);
      if (after) {
        const updated = await lifecycle().update(kind, { recorded, desired: after, ignored: [] });
        assert.equal(updated.unfinished, undefined);
        assert.deepEqual(await changesTo(after, recordedOf(updated, after)), []);
      }
      await lifecycle().delete(kind, { recorded });
    });
  }
  it("two audit policies that swap their priorities in one up do so through a free number", async () => {
    const kind = findKind("UnifiedAuditLogRetentionPolicy") as Kind;
    const inputs = (name: string, priority: number): Properties => ({
      name,
      priority,
      retentionDuration: "TenYears",
      recordTypes: ["MicrosoftTeams"],
    });
    const first = await lifecycle().create(kind, { desired: inputs("swap A", 501) });
    const second = await lifecycle().create(kind, { desired: inputs("swap B", 502) });
    const up = lifecycle();
    const swap = (written: Written, name: string, from: number, to: number): Promise<Written> =>
      up.update(kind, { recorded: recordedOf(written, inputs(name, from)), desired: inputs(name, to), ignored: [] });
    await Promise.all([swap(first, "swap A", 501, 502), swap(second, "swap B", 502, 501)]);
    const objects = await emulator.objects(kind.noun);
    const priorityOf = (name: string): number =>
      Number(objects.find((object) => object["Name"] === name)?.["Priority"]);
    assert.deepEqual([priorityOf("swap A"), priorityOf("swap B")], [502, 501]);
  });
});

/** What the service lets go again (semantics.md "Retention labels", "Preservation Lock"). */
const removable = (state: State): boolean =>
  state["restrictiveRetention"] !== true && state["regulatory"] !== true && state["eventType"] === undefined;

/** Maps of which only declared keys are managed: an import takes all of them. */
const settingsOf = (kind: Kind): State =>
  Object.fromEntries(
    kind.fields
      .filter(({ perKey }) => perKey)
      .map(({ property }) => [
        property,
        fc.sample(otherValue(kind, property, OVERRIDES), { numRuns: 1, seed: 5 })[0] as string,
      ]),
  );

/** The state with one property changed that a living object takes; undefined = the kind has none. */
function changed(kind: Kind, state: Properties): Properties | undefined {
  const field = kind.fields.find(
    ({ property, update, replaces, writeOnly }) =>
      ["comment", "description", "displayName", "notes", "citationUrl", "enabled"].includes(property) &&
      update !== undefined &&
      !replaces &&
      !writeOnly,
  );
  if (!field) return undefined;
  const [value] = fc.sample(otherValue(kind, field.property, OVERRIDES), { numRuns: 1, seed: 5 });
  return { ...state, [field.property]: value as string };
}
