import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a Pulumi program that declares N resources of the three kinds, and its no-op twin. Returns its folder. */
export function writeProgram(folder: string, packageRoot: string, source: string): string {
  mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
  symlinkSync(packageRoot, join(folder, "node_modules/pulumi-purview"));
  symlinkSync(join(packageRoot, "node_modules/@pulumi/pulumi"), join(folder, "node_modules/@pulumi/pulumi"));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: bench\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench", private: true, main: "index.js" }));
  writeFileSync(join(folder, "index.js"), source);
  return folder;
}

/** A fifth labels, two fifths policies with one rule each. */
export const purviewProgram = (n: number, comment = "bench"): string => `
const purview = require("pulumi-purview");
const labels = Math.floor(${n} / 5);
const pairs = Math.floor((${n} - labels) / 2);
for (let i = 0; i < ${n} - 2 * pairs; i++)
  new purview.retentionLabels.ComplianceTag("label " + i, { retentionAction: "Keep", retentionDuration: 365 + i, retentionType: "CreationAgeInDays", comment: ${JSON.stringify(comment)} });
for (let i = 0; i < pairs; i++) {
  const policy = new purview.retention.RetentionCompliancePolicy("policy " + i, { exchangeLocation: ["user" + i + "@contoso.com"], comment: ${JSON.stringify(comment)} });
  new purview.retention.RetentionComplianceRule("rule " + i, { policy: policy.id, retentionDuration: 365, retentionComplianceAction: "Keep", expirationDateOption: "CreationAgeInDays" });
}
`;

/** The same number of registrations and references on a dynamic provider that does nothing: the engine's own cost. */
export const noopProgram = (n: number, providerFile: string): string => `
const pulumi = require("@pulumi/pulumi");
class Noop extends pulumi.CustomResource {
  constructor(kind, name, inputs) {
    super("pulumi-nodejs:dynamic/noop:" + kind, name, { ...inputs, __provider: 'exports.handler=()=>require(${JSON.stringify(providerFile)}).handler()' });
  }
}
const labels = Math.floor(${n} / 5);
const pairs = Math.floor((${n} - labels) / 2);
for (let i = 0; i < ${n} - 2 * pairs; i++)
  new Noop("ComplianceTag", "label " + i, { retentionAction: "Keep", retentionDuration: 365 + i, retentionType: "CreationAgeInDays", comment: "bench" });
for (let i = 0; i < pairs; i++) {
  const policy = new Noop("RetentionCompliancePolicy", "policy " + i, { exchangeLocation: ["user" + i + "@contoso.com"], comment: "bench" });
  new Noop("RetentionComplianceRule", "rule " + i, { policy: policy.id, retentionDuration: 365, retentionComplianceAction: "Keep", expirationDateOption: "CreationAgeInDays" });
}
`;
