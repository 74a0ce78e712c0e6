import type { TenantClient, WireObject } from "../../emulator/index";

/** The numbers of the policies that each of the two generations of the program declares. */
const POLICIES: Readonly<Record<number, readonly number[]>> = { 1: [0, 1], 2: [1, 2] };

/** Two generations of a program; the second changes, adds and drops something. */
export const program = (generation: number): string => `
const tag = new purview.retentionlabels.ComplianceTag("chaos label", { retentionAction: "Keep", retentionDuration: ${365 * generation}, retentionType: "CreationAgeInDays" });
for (const i of ${JSON.stringify(POLICIES[generation])}) {
  const policy = new purview.retention.RetentionCompliancePolicy("chaos policy " + i, { exchangeLocation: ["user" + i + "@contoso.com", "g${generation}@contoso.com"], comment: "generation ${generation}" });
  new purview.retention.RetentionComplianceRule("chaos rule " + i, { policy: policy.id, retentionDuration: ${100 * generation}, retentionComplianceAction: "Keep", expirationDateOption: "CreationAgeInDays" });
}
const publish = new purview.retention.RetentionCompliancePolicy("chaos labels", { exchangeLocation: ["All"] });
new purview.retention.RetentionComplianceRule("chaos publish", { policy: publish.id, publishComplianceTag: tag.id });
`;

interface Described {
  readonly [line: string]: unknown;
}

const expected = (generation: number): Described => ({
  'ComplianceTag "chaos label"': { duration: String(365 * generation) },
  'RetentionCompliancePolicy "chaos labels"': { comment: "", locations: ["All"] },
  "the rule that publishes": { duration: "" },
  ...Object.fromEntries(
    (POLICIES[generation] ?? []).flatMap((i) => [
      [
        `RetentionCompliancePolicy "chaos policy ${i}"`,
        { comment: `generation ${generation}`, locations: [`g${generation}@contoso.com`, `user${i}@contoso.com`] },
      ],
      [`RetentionComplianceRule "chaos rule ${i}"`, { duration: String(100 * generation) }],
    ]),
  ),
});

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value as string));

const locations = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [])
    .map((each: unknown) => (typeof each === "string" ? each : text((each as WireObject)["Name"])))
    .sort();

const VIEWS: Readonly<Record<string, (object: WireObject) => unknown>> = {
  ComplianceTag: (object) => ({ duration: text(object["RetentionDuration"]) }),
  RetentionCompliancePolicy: (object) => ({
    comment: text(object["Comment"]),
    locations: locations(object["ExchangeLocation"]),
  }),
  RetentionComplianceRule: (object) => ({ duration: text(object["RetentionDuration"]) }),
};

/** What the tenant has and what the program of that generation wants, the program's own objects alone. Duplicates have a line each. */
export async function tenantAndProgram(
  tenant: TenantClient,
  generation: number,
): Promise<readonly [Described, Described]> {
  const actual: [string, unknown][] = [];
  for (const [noun, view] of Object.entries(VIEWS))
    for (const object of await tenant.objects(noun)) {
      const name = text(object["Name"]);
      // The service itself names a rule that publishes a label.
      const publishes = text(object["PublishComplianceTag"]) !== "";
      if (!name.startsWith("chaos") && !publishes) continue;
      const line = publishes ? "the rule that publishes" : `${noun} "${name}"`;
      actual.push([actual.some(([each]) => each === line) ? `${line} again` : line, view(object)]);
    }
  return [Object.fromEntries(actual), expected(generation)];
}
