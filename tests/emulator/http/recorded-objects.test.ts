import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { WireObject } from "../../support/emulator";
import { Cmdlets, type Row } from "./cmdlets";

const CORPUS = join(__dirname, "../../../../shared/corpus");

/** The emulator's own: its clock, its tenant, who wrote, and what only old sessions had. */
const OWN = new Set([
  ...["WhenChanged", "WhenChangedUTC", "WhenCreated", "WhenCreatedUTC", "CreationTimeUtc", "ModificationTimeUtc"],
  ...["Identity", "Id", "DistinguishedName", "OrganizationalUnitRoot", "OrganizationId", "ObjectVersion"],
  ...["ObjectState", "CreatedBy", "LastModifiedBy", "PSComputerName", "RunspaceId", "PSShowComputerName"],
  // A rule that is put has no alert policy yet.
  "ExternalScenarioDependancies",
  // Null in 2022, an empty list since.
  "PolicyRBACScopes",
]);

/** Nouns whose recorded objects a tenant of the emulator holds and shows again. */
const NOUNS = ["DlpCompliancePolicy", "DlpComplianceRule", "ProtectionAlert"];

describe("recorded objects of real tenants", () => {
  for (const noun of NOUNS)
    it(`of the kind ${noun} read back with every property that was recorded`, async function () {
      this.timeout(60_000);
      if (!existsSync(CORPUS)) {
        console.log("        (skipped: the recorded objects are not here)");
        this.skip();
      }
      const recorded = JSON.parse(readFileSync(join(CORPUS, `${noun}.json`), "utf8")) as { object: WireObject }[];
      const service = await Cmdlets.start({ objects: { answers: "recorded" } });
      try {
        for (const { object } of recorded) {
          const guid = String(object["Guid"]);
          await service.emulator.tenant().put(noun, guid, object);
          assert.deepEqual(differences(object, await service.one(`Get-${noun}`, { Identity: guid })), {}, guid);
          await service.emulator.tenant().remove(noun, guid);
        }
      } finally {
        await service.stop();
      }
    });
});

/** Properties of the first that the second has in another way; pairs of keys and values are tables. */
function differences(recorded: Row, shown: Row): Row {
  const different = Object.keys(recorded)
    .filter((name) => !OWN.has(name))
    .filter((name) => meaning(name, recorded[name]) !== meaning(name, shown[name]));
  return Object.fromEntries(different.map((name) => [name, [recorded[name], shown[name]]]));
}

/** Some dumps of a flat rule's advanced text lost its quotes and lines. */
function meaning(name: string, value: unknown): string {
  if (name !== "AdvancedRule" || typeof value !== "string" || value === "") return canonical(value);
  const text = value.startsWith("{rn")
    ? value.replaceAll("'", '"').replace(/(?<=[{[,}\]"])rn(?= *[{[}\]"])/g, "\n")
    : value;
  return canonical(JSON.parse(text));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const pairs =
      value.length > 0 && value.every((each) => each !== null && typeof each === "object" && "_key" in each);
    if (pairs) return canonical(Object.fromEntries(value.map(({ _key, _value }) => [_key, _value])));
    return `[${value.map(canonical).join()}]`;
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${key}:${canonical(inner)}`).join()}}`;
}
