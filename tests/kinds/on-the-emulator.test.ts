import assert from "node:assert/strict";
import fc from "fast-check";
import { GuardError } from "../../provider/errors";
import { type Field, type Kind, kinds } from "../../provider/kinds";
import { writeAs } from "../../provider/kinds/fields/write";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import type { CheckResult, Recorded } from "../../provider/lifecycle/types";
import { formOf } from "../../provider/lifecycle/object/declared";
import { sameValue } from "../../provider/lifecycle/object/state";
import type { Plain, Properties } from "../../provider/values";
import { Emulated, kindNamed, recordedOf, type Wire } from "./emulated";
import { sentFile, shownFile } from "./files";
import { otherValue, resolve, type State, stateOf } from "./generate";
import { OVERRIDES } from "./overrides";
import { ACCEPTED, PARENTS, putTargets, removable, TARGETS } from "./tenant";

const SAMPLES = 300;

/**
 * What somebody can change behind the program's back, and Get then returns. Nothing moves a rule to another policy, or an object
 * to the separate list of priority clean-ups; positions are tried with the order resources; conditions
 * are of one workload; when a simulation ends, only the cmdlet says.
 */
const observable = (kind: Kind, { property, writeOnly, companion, aliasOf }: Field): boolean =>
  !writeOnly &&
  companion !== "withChange" &&
  aliasOf === undefined &&
  !["name", "priorityCleanup", "priority", "workload", "autoEnableAfter"].includes(property) &&
  property !== kind.parent?.property;

/** Objects of one order, in which a number is a place that there has to be. */
const MOVED = new Set(["Label", "DlpCompliancePolicy", "DlpComplianceRule", "AutoSensitivityLabelPolicy"]);

/** As few states as it takes to have every such property in one of them, in a way that lets it change. */
function* coveringStates(kind: Kind, open: ReadonlySet<string>): Generator<State> {
  let states: readonly State[] = fc
    .sample(stateOf(kind, OVERRIDES), { numRuns: SAMPLES, seed: 11 })
    .filter(({ restrictiveRetention, priorityCleanup }) => restrictiveRetention !== true && priorityCleanup !== true)
    .map((state) => without(state, MOVED.has(kind.noun) ? ["priority"] : []));
  while (open.size > 0) {
    const gain = (state: State): number => Object.keys(state).filter((property) => open.has(property)).length;
    const [best, ...rest] = [...states].sort((a, b) => gain(b) - gain(a));
    if (!best || gain(best) === 0) return;
    states = rest;
    if (Object.keys(best).some((property) => open.has(property) && canChange(kind, property, best))) yield best;
  }
}

const without = (state: State, properties: readonly string[]): State =>
  Object.fromEntries(Object.entries(state).filter(([property]) => !properties.includes(property)));

const canChange = (kind: Kind, property: string, state: State): boolean =>
  changedValue(kind, kind.field(property) as Field, state) !== undefined;

const isValid = ({ failures, warnings }: CheckResult): boolean => failures.length === 0 && warnings.length === 0;

/** Another valid value of the property, in an object that stays of its form. */
function changedValue(kind: Kind, field: Field, state: Properties): Plain | undefined {
  const own = state[field.property] as Plain;
  const others = fc.sample(otherValue(kind, field.property, OVERRIDES), { numRuns: 60, seed: 17 });
  return [...others, ...(field.type.type === "list" ? [[]] : [])].find((value) => {
    const next = { ...state, [field.property]: value };
    return (
      !sameValue(field, resolve)(value, own) &&
      formOf(kind, next) === formOf(kind, state) &&
      isValid(checkInputs(kind, next, {}))
    );
  });
}

/** What Get does not show under the parameter's name, as somebody changes it in the portal. */
const SHOWN: { readonly [property: string]: (value: Plain) => Wire } = {
  advancedSettings: (value) => ({
    Settings: Object.entries(value as object).map(([key, item]) => `[${key}, ${String(item)}]`),
  }),
  simulation: (value) => ({ Mode: value === true ? "Test" : "Enforce" }),
  status: (value) => ({ Status: value }),
};

/** A file is shown under another name than it is sent. */
function fileShown(wire: Plain | undefined): Wire | undefined {
  const text = sentFile(wire);
  if (text === undefined) return undefined;
  const { EdmSchemaXML, KeywordDictionary, ...shown } = shownFile(text);
  return {
    ...shown,
    // The emulator's own spelling, and the property from which it makes KeywordDictionary.
    ...(EdmSchemaXML !== undefined && { EdmSchemaXml: EdmSchemaXML }),
    ...(KeywordDictionary !== undefined && { FileData: [...Buffer.from(String(KeywordDictionary), "utf16le")] }),
  };
}

function wireOf(field: Field, value: Plain): Wire {
  const shown = SHOWN[field.property];
  const wire = field.write ? field.write(value, { resolve, act: "create" }) : writeAs(field.type, value, resolve);
  return shown ? shown(value) : (fileShown(wire) ?? { [field.parameter]: wire ?? null });
}

/** What a Set brings back; of the rest the preview can only report, in an error where a replacement is refused. */
const isRepairable = (field: Field): boolean =>
  field.update !== undefined && !field.replaces && field.property !== "restrictiveRetention";

/** Kinds whose New the emulator refuses. */
const REFUSED = ["DlpSensitiveInformationType"];

describe("every property of every kind on the emulator, changed behind the program's back", function () {
  this.timeout(180_000);
  let emulated: Emulated;
  let made = 0;

  before(async () => {
    emulated = await Emulated.start();
    await putTargets(emulated);
  });
  after(async () => await emulated.stop());
  afterEach(async () => await emulated.closeSessions());

  async function withParent(kind: Kind, state: State, name: string): Promise<Properties> {
    const own = { ...state, ...(state["name"] !== undefined && { name }), ...ACCEPTED };
    if (!kind.parent || kind.parent.noun in TARGETS) return own;
    const parent = kindNamed(kind.parent.noun);
    const [any] = fc.sample(stateOf(parent, OVERRIDES).filter(removable), { numRuns: 1, seed: 3 });
    const base = PARENTS[parent.noun] ?? any;
    const { id } = await emulated.lifecycle().create(parent, { desired: { name: `${name} policy`, ...base } });
    return { ...own, [kind.parent.property]: id };
  }

  /** The properties that a preview names: as drift, or in the error that says what no Set can bring back. */
  async function drift(kind: Kind, recorded: Recorded, desired: Properties): Promise<readonly string[]> {
    try {
      const { changes } = await emulated.lifecycle().diff(kind, { recorded, desired, ignored: [], against: "live" });
      return [...new Set(changes.map(({ property }) => property))];
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
      return [error.code === "PURVIEW_LOCKED" ? "restrictiveRetention" : (error.context.property ?? error.message)];
    }
  }

  /** What import gives is accepted by check and previews empty. */
  async function imports(kind: Kind, id: string): Promise<void> {
    const imported = await emulated.lifecycle().read(kind, { id });
    assert.ok(imported);
    assert.deepEqual(checkInputs(kind, imported.inputs, {}).failures, []);
    assert.deepEqual(
      await drift(kind, recordedOf({ id, outputs: imported.outputs }, imported.inputs), imported.inputs),
      [],
    );
  }

  it("DlpSensitiveInformationType cannot be made there: the emulator wants fingerprints, which no program can hold", async () => {
    const desired = { name: "A form", fileData: "An empty form" };
    await assert.rejects(
      emulated.lifecycle().create(kindNamed("DlpSensitiveInformationType"), { desired }),
      /is made from document fingerprints/,
    );
  });

  for (const kind of kinds.filter(({ special, noun }) => special === undefined && !REFUSED.includes(noun))) {
    it(`${kind.noun}: made, found equal, imported, changed, named, repaired, removed`, async () => {
      const open = new Set(kind.fields.filter((field) => observable(kind, field)).map(({ property }) => property));
      for (const state of coveringStates(kind, open)) {
        const desired = await withParent(kind, state, `${kind.noun} ${++made} behind`);
        // A tenant has it already, as somebody enabled it.
        if (kind.cmdlets.create?.startsWith("Enable-")) await emulated.tenant.remove(kind.noun, kind.noun);
        const written = await emulated.lifecycle().create(kind, { desired });
        assert.equal(written.unfinished, undefined);
        const recorded = recordedOf(written, desired);
        assert.deepEqual(await drift(kind, recorded, desired), []);
        await imports(kind, written.id);
        const [noun, key] = [kind.noun, written.id];
        const before = (await emulated.tenant.objects(noun)).find(
          (object) => kind.identity.kind === "singleton" || [object["Guid"], object["Name"]].includes(key),
        );
        assert.ok(before, `${noun} ${key}`);
        const changes = new Map<Field, Wire>();
        for (const field of kind.fields.filter(({ property }) => open.has(property) && property in state)) {
          const value = changedValue(kind, field, desired);
          if (value === undefined) continue;
          open.delete(field.property);
          changes.set(field, wireOf(field, value));
        }
        for (const [field, wire] of [...changes].filter(([field]) => !isRepairable(field))) {
          await emulated.tenant.patch(noun, key, wire);
          assert.deepEqual(await drift(kind, recorded, desired), [field.property], JSON.stringify(wire));
          // Workloads are returned as more than they are (docs/service/auto-labeling.md#rule-workload).
          const { Workload: _, ...as } = before;
          await emulated.tenant.patch(noun, key, as);
        }
        const repairable = [...changes].filter(([field]) => isRepairable(field));
        await emulated.tenant.patch(noun, key, Object.assign({}, ...repairable.map(([, wire]) => wire)) as Wire);
        const expected = repairable.map(([{ property }]) => property).sort();
        assert.deepEqual([...(await drift(kind, recorded, desired))].sort(), expected);
        const repaired = await emulated.lifecycle().update(kind, { recorded, desired, ignored: [] });
        assert.equal(repaired.unfinished, undefined);
        assert.deepEqual(await drift(kind, recordedOf(repaired, desired), desired), []);
        if (removable(state)) await emulated.lifecycle().delete(kind, { recorded });
        else await emulated.tenant.remove(noun, key);
      }
      assert.deepEqual([...open], []);
    });
  }
});
