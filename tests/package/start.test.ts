import assert from "node:assert/strict";
import type { TenantClient } from "../../emulator/index";
import { phases } from "../../scripts/start/phases";
import { Unexpected } from "../../scripts/start/expectations";
import type { PulumiEngine, Ran } from "../../scripts/start/pulumi-engine";

const policies = ["RetentionCompliancePolicy", "RetentionComplianceRule", "ComplianceTag"] as const;

const ok = (stdout = ""): Ran => ({ code: 0, stdout, stderr: "" });
const engineThatSays = (ran: Ran): PulumiEngine => ({
  title: "fake",
  prepare: async () => undefined,
  run: async () => ran,
  withEnvironment: () => engineThatSays(ran),
});
const tenantWith = (objects: Partial<Record<string, Record<string, unknown>[]>>): TenantClient =>
  ({
    objects: async (noun: string) => objects[noun] ?? [],
    find: async (noun: string, name: string) => (objects[noun] ?? []).find((object) => object["Name"] === name),
    patch: async () => undefined,
    cmdlets: async () => [],
  }) as unknown as TenantClient;

/** Every time that it is asked, one more call of that cmdlet has come in. */
const tenantThatSees = (cmdlet: string): TenantClient => {
  let seen = 0;
  const cmdlets = async () => Array.from({ length: seen++ }, () => ({ cmdlet, status: 200 }));
  return { ...tenantWith({}), cmdlets } as unknown as TenantClient;
};

const phase = (title: RegExp) => {
  const found = phases.find((candidate) => title.test(candidate.title));
  assert.ok(found);
  return found;
};

describe("npm start fails when a phase is not as it must be", () => {
  const broken = (title: RegExp, ran: Ran, objects: Parameters<typeof tenantWith>[0] = {}) =>
    assert.rejects(phase(title).run({ engine: engineThatSays(ran), tenant: tenantWith(objects) }), Unexpected);

  it("when the first preview does not create all five", () =>
    broken(
      /^preview: what would/,
      ok(
        JSON.stringify({
          steps: [{ op: "create", urn: "urn:pulumi:d::p::pulumi-nodejs:dynamic/purview:ComplianceTag::x" }],
        }),
      ),
    ));
  it("when up ends with an error", () => broken(/^up: create/, { code: 1, stdout: "", stderr: "no" }));
  it("when up succeeds but the tenant is empty", () => broken(/^up: create/, ok()));
  it("when a preview writes, but not when it reads", async () => {
    const previewSending = (cmdlet: string) =>
      phase(/^preview again/).run({ engine: engineThatSays(ok()), tenant: tenantThatSees(cmdlet) });
    await previewSending("Get-ComplianceTag");
    await assert.rejects(previewSending("Set-ComplianceTag"), /a preview wrote to the tenant: Set-ComplianceTag/);
  });
  it("when the second preview is not empty", () => broken(/^preview again/, { code: 7, stdout: "", stderr: "" }));
  it("when the drift is not shown", () => broken(/the drift/, ok(JSON.stringify({ steps: [] }))));
  it("when the repair leaves the tenant as it was", () => broken(/repair/, ok()));
  for (const noun of policies)
    it(`when destroy leaves a ${noun} behind`, () => broken(/^destroy/, ok(), { [noun]: [{ Name: "x" }] }));
});
