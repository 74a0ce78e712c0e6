import type { TenantClient, WireObject } from "../../emulator/index";
import type { PreviewStep } from "./pulumi-engine";

/** Nouns and names that the quick start's program creates; rules that publish a label are named by the service. */
export const FINANCE = "Finance records";
export const FINANCE_RULE = "Finance records: seven years";
export const LABEL = "Contract";
export const LABEL_POLICY = "Labels for everybody";
export const RESOURCES = 5;

export class Unexpected extends Error {}

export function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Unexpected(otherwise);
}

/** The custom resources of the program among a preview's steps. */
export const policySteps = (steps: readonly PreviewStep[]): readonly PreviewStep[] =>
  steps.filter(({ urn }) => /::(pulumi-nodejs:dynamic\/)?purview:/.test(urn));

/** `{"create": 5}` and the like. */
export function countOps(steps: readonly PreviewStep[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { op } of policySteps(steps)) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}

export function expectOps(steps: readonly PreviewStep[], expected: Readonly<Record<string, number>>): void {
  const counts = countOps(steps);
  const show = (ops: Readonly<Record<string, number>>): string =>
    Object.entries(ops)
      .map(([op, count]) => `${count} × ${op}`)
      .join(", ") || "nothing";
  const same = Object.keys({ ...counts, ...expected }).every((op) => (counts[op] ?? 0) === (expected[op] ?? 0));
  expect(same, `expected ${show(expected)}, the engine says ${show(counts)}`);
}

/** A location list comes back as strings or as objects whose `Name` may be a display name: look for the address anywhere in it. */
export const hasLocation = (object: WireObject, property: string, address: string): boolean =>
  JSON.stringify(object[property] ?? [])
    .toLowerCase()
    .includes(address.toLowerCase());

/** The tenant holds exactly what the program declares. */
export async function expectDeclared(tenant: TenantClient): Promise<void> {
  const finance = await tenant.find("RetentionCompliancePolicy", FINANCE);
  expect(finance !== undefined, `the tenant has no policy "${FINANCE}"`);
  for (const address of ["finance@contoso.com", "payroll@contoso.com"])
    expect(hasLocation(finance, "ExchangeLocation", address), `"${FINANCE}" does not cover ${address}`);
  expect(hasLocation(finance, "SharePointLocation", "/sites/finance"), `"${FINANCE}" does not cover the finance site`);
  const extra = hasLocation(finance, "ExchangeLocation", "intern@contoso.com");
  expect(!extra, `"${FINANCE}" still covers intern@contoso.com`);
  const rules = await tenant.objects("RetentionComplianceRule");
  expect(rules.length === 2, `the tenant has ${rules.length} retention rules, not 2`);
  const years = rules.find((rule) => rule["Name"] === FINANCE_RULE);
  expect(
    String(years?.["RetentionDuration"]) === "2555",
    `"${FINANCE_RULE}" keeps for ${String(years?.["RetentionDuration"])} days, not 2555`,
  );
  expect((await tenant.find("ComplianceTag", LABEL)) !== undefined, `the tenant has no label "${LABEL}"`);
  expect(
    (await tenant.find("RetentionCompliancePolicy", LABEL_POLICY)) !== undefined,
    `the tenant has no policy "${LABEL_POLICY}"`,
  );
}

export async function expectNothingLeft(tenant: TenantClient): Promise<void> {
  for (const noun of ["RetentionCompliancePolicy", "RetentionComplianceRule", "ComplianceTag"]) {
    const ours = (await tenant.objects(noun)).filter((object) => !isBuiltIn(object));
    expect(ours.length === 0, `${ours.length} × ${noun} left after destroy`);
  }
}

const isBuiltIn = (object: WireObject): boolean => object["ReadOnly"] === true || object["IsBuiltIn"] === true;
