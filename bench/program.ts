import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Host = "dynamic" | "plugin";
/** Ours, or one that answers without looking: the cost of Pulumi itself. */
export type Provider = "purview" | "no-op";

export interface BenchProgram {
  /** Does not exist yet. */
  readonly folder: string;
  /** Where this package's `dist/` and `node_modules` are. */
  readonly packageRoot: string;
  readonly host: Host;
  readonly provider: Provider;
  /** JavaScript that declares resources by `purview`. */
  readonly source: string;
}

/** Writes a Pulumi program whose package, or whose plugin, is ours or does nothing. Returns its folder. */
export function writeProgram({ folder, packageRoot, host, provider, source }: BenchProgram): string {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@pulumi"), { recursive: true });
  symlinkSync(join(packageRoot, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  if (provider === "no-op" && host === "dynamic") writeNoopPackage(join(modules, "pulumi-purview"), packageRoot);
  else symlinkSync(packageRoot, join(modules, "pulumi-purview"));
  const plugin = provider === "no-op" ? writeNoopPlugin(join(folder, "plugin"), packageRoot) : join(packageRoot, "bin");
  const project = {
    name: "bench",
    runtime: { name: "nodejs", options: { typescript: false } },
    plugins: { providers: [{ name: "purview", path: plugin }] },
  };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(project));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench", private: true, main: "index.js" }));
  const entry = host === "dynamic" ? "pulumi-purview" : "pulumi-purview/plugin";
  writeFileSync(join(folder, "index.js"), `const purview = require(${JSON.stringify(entry)});\n${source}`);
  return folder;
}

/** The package's own classes; only what the engine's dynamic provider process loads is another. */
function writeNoopPackage(folder: string, packageRoot: string): void {
  mkdirSync(folder);
  const exports = { ".": "./index.js", "./dynamic": "./dynamic.js" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "pulumi-purview", version: "0.0.0", exports }));
  const from = (file: string): string => `module.exports = require(${JSON.stringify(join(packageRoot, file))});\n`;
  writeFileSync(join(folder, "index.js"), from("dist/sdk/nodejs/index.js"));
  writeFileSync(join(folder, "dynamic.js"), from("bench/noop/dynamic.cjs"));
}

function writeNoopPlugin(folder: string, packageRoot: string): string {
  mkdirSync(folder);
  const file = join(folder, "pulumi-resource-purview");
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${join(packageRoot, "bench/noop/plugin.cjs")}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

/** A fifth labels, two fifths policies with one rule each. */
export const threeKinds = (n: number): string => `
const labels = Math.floor(${n} / 5);
const pairs = Math.floor((${n} - labels) / 2);
for (let i = 0; i < ${n} - 2 * pairs; i++)
  new purview.retentionlabels.ComplianceTag("label " + i, { retentionAction: "Keep", retentionDuration: 365 + i, retentionType: "CreationAgeInDays", comment: "bench" });
for (let i = 0; i < pairs; i++) {
  const policy = new purview.retention.RetentionCompliancePolicy("policy " + i, { exchangeLocation: ["user" + i + "@contoso.com"], comment: "bench" });
  new purview.retention.RetentionComplianceRule("rule " + i, { policy: policy.id, retentionDuration: 365, retentionComplianceAction: "Keep", expirationDateOption: "CreationAgeInDays" });
}
`;

/** N policies with one rule each. */
export const policiesWithRules = (n: number, comment: string): string => `
for (let i = 0; i < ${n}; i++) {
  const policy = new purview.retention.RetentionCompliancePolicy("policy " + i, { exchangeLocation: ["user" + i + "@contoso.com"], comment: ${JSON.stringify(comment)} });
  new purview.retention.RetentionComplianceRule("rule " + i, { policy: policy.id, retentionDuration: 365, retentionComplianceAction: "Keep", expirationDateOption: "CreationAgeInDays", comment: ${JSON.stringify(comment)} });
}
`;
