import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a Pulumi program that declares N resources of the three kinds. `noop`: the very same program, but `pulumi-purview/dynamic`,
 * which the engine's dynamic provider process loads, does nothing: the cost of Pulumi itself. Returns the program's folder.
 */
export function writeProgram(folder: string, packageRoot: string, source: string, noop = false): string {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@pulumi"), { recursive: true });
  symlinkSync(join(packageRoot, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  if (noop) writeNoopPackage(join(modules, "pulumi-purview"), packageRoot);
  else symlinkSync(packageRoot, join(modules, "pulumi-purview"));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: bench\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench", private: true, main: "index.js" }));
  writeFileSync(join(folder, "index.js"), source);
  return folder;
}

/** The package's own classes with a provider that answers without looking. */
function writeNoopPackage(folder: string, packageRoot: string): void {
  mkdirSync(folder);
  const exports = { ".": "./index.js", "./dynamic": "./dynamic.js" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "pulumi-purview", version: "0.0.0", exports }));
  const from = (file: string): string => `module.exports = require(${JSON.stringify(join(packageRoot, file))});\n`;
  writeFileSync(join(folder, "index.js"), from("dist/sdk/nodejs/index.js"));
  writeFileSync(join(folder, "dynamic.js"), from("bench/noop-provider.cjs"));
}

/** A fifth labels, two fifths policies with one rule each. */
export const purviewProgram = (n: number, comment = "bench"): string => `
const purview = require("pulumi-purview");
const labels = Math.floor(${n} / 5);
const pairs = Math.floor((${n} - labels) / 2);
for (let i = 0; i < ${n} - 2 * pairs; i++)
  new purview.retentionlabels.ComplianceTag("label " + i, { retentionAction: "Keep", retentionDuration: 365 + i, retentionType: "CreationAgeInDays", comment: ${JSON.stringify(comment)} });
for (let i = 0; i < pairs; i++) {
  const policy = new purview.retention.RetentionCompliancePolicy("policy " + i, { exchangeLocation: ["user" + i + "@contoso.com"], comment: ${JSON.stringify(comment)} });
  new purview.retention.RetentionComplianceRule("rule " + i, { policy: policy.id, retentionDuration: 365, retentionComplianceAction: "Keep", expirationDateOption: "CreationAgeInDays" });
}
`;
