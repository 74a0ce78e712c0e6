import assert from "node:assert/strict";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import type { Lifecycle } from "../../provider/lifecycle/types";
import type { Plain } from "../../provider/values";
import { type Documented } from "./documented/types";
import { PAGES } from "./documented/pages";
import { PEER } from "./documented/peer";
import { Emulated, kindNamed, recordedOf, type Wire } from "./emulated";

/** Objects that the examples name. */
const THERE: readonly (readonly [noun: string, name: string, wire: Wire])[] = [
  ...["Internal Company Policy", "Second Company Policy", "Third Company Policy", "ContosoPolicy"].map(
    (name) => ["RetentionCompliancePolicy", name, { ExchangeLocation: ["All"] }] as const,
  ),
  ...["Regulation 568", "Regulation 569"].map(
    (name) =>
      [
        "AppRetentionCompliancePolicy",
        name,
        { Applications: ["User:MicrosoftTeams"], ExchangeLocation: ["All"] },
      ] as const,
  ),
  ...Object.entries({
    Category: ["Known Category", "DemoCat"],
    SubCategory: ["DemoSub"],
    Department: ["DemoDept"],
    Citation: ["DemoCit"],
    ReferenceId: ["DemoRef"],
    Authority: ["DemoAuth"],
  }).flatMap(([part, all]) => all.map((name) => [`FilePlanProperty${part}`, name, { DisplayName: name }] as const)),
  ...["R and D", "R and D Management", "Personal", "General"].map(
    (name) => ["Label", name, { DisplayName: name, Tooltip: name }] as const,
  ),
  ...["Case 2112", "Test Case"].map(
    (name) => ["ComplianceCase", name, { CaseType: "eDiscovery", Status: "Active" }] as const,
  ),
];

describe("documented commands, written as resources", function () {
  this.timeout(120_000);
  let emulated: Emulated;
  let lifecycle: Lifecycle;
  /** GUID -> name of every object that a parameter may name. */
  const names = new Map<string, string>();

  before(async () => {
    emulated = await Emulated.start();
    lifecycle = emulated.lifecycle();
    for (const [noun, name, wire] of THERE) await emulated.put(noun, name, wire);
    const hold = kindNamed("CaseHoldPolicy");
    for (const name of ["Hold 1", "Hold 2", "Hold 3", "My Policy"])
      await lifecycle.create(hold, {
        desired: { name, case: "Case 2112", exchangeLocation: ["ann@contoso.com"] },
      });
    await learnNames();
  });
  after(async () => await emulated.stop());

  async function learnNames(): Promise<void> {
    for (const noun of [...new Set([...THERE.map(([of]) => of), "CaseHoldPolicy"])])
      for (const object of await emulated.tenant.objects(noun))
        names.set(String(object["Guid"]).toLowerCase(), String(object["Name"]));
  }

  /** In equal meaning: GUIDs by their names, JSON in text by what it says, tags off. */
  function meaning(value: Plain): Plain {
    if (Array.isArray(value)) return (value as readonly Plain[]).map(meaning);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => !key.includes("@odata"))
          .map(([key, item]) => [key, meaning(item as Plain)]),
      );
    if (typeof value !== "string") return value;
    return /^[[{]/.test(value) ? meaning(JSON.parse(value) as Plain) : spelt(value);
  }

  const spelt = (text: string): string =>
    names.get(text.toLowerCase()) ?? (text.includes("@") ? text.toLowerCase() : text);

  async function write(example: Documented): Promise<{ id: string }> {
    const kind = kindNamed(example.noun);
    // New tenants have it already.
    if (example.cmdlet.startsWith("Enable-")) await emulated.tenant.remove(example.noun, example.noun);
    const inputs = (properties: Documented["declared"]) => {
      const checked = checkInputs(kind, properties, {});
      assert.deepEqual(checked.failures, []);
      return checked.inputs;
    };
    if (!example.before) {
      const desired = inputs(example.declared);
      const written = await lifecycle.create(kind, { desired });
      assert.equal(written.unfinished, undefined);
      return written;
    }
    const before = inputs(example.before);
    const made = await lifecycle.create(kind, { desired: before });
    names.set(made.id.toLowerCase(), String(example.before["name"]));
    const request = { recorded: recordedOf(made, before), desired: inputs(example.declared), ignored: [] };
    const written = await lifecycle.update(kind, request);
    assert.equal(written.unfinished, undefined);
    return written;
  }

  for (const example of [...PAGES, ...PEER]) {
    it(example.from, async () => {
      const writes = await emulated.writesOf(() => write(example));
      const [sent, ...more] = example.before ? writes.slice(1) : writes;
      assert.deepEqual(more, []);
      assert.equal(sent?.cmdlet, example.cmdlet);
      assert.deepEqual(meaning(sent.parameters as Wire), meaning(example.parameters));
    });
  }
});
