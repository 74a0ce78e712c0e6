import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { addCommand, findFrom, runsProgram } from "../../sdk/nodejs/runtime/provider-package";

const root = resolve(__dirname, "../..");
const write = (file: string, content: unknown): void =>
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));

describe("the package that the dynamic provider loads", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "purview-package-")));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is found from the program's directory upward, and not by what another package depends on", () => {
    const [app, dependency] = [join(folder, "apps/infra"), join(folder, "apps/infra/node_modules/policies")];
    mkdirSync(join(dependency, "node_modules/there"), { recursive: true });
    write(join(dependency, "node_modules/there/index.js"), "");
    assert.equal(findFrom(app, "there"), undefined);
    mkdirSync(join(folder, "node_modules/there"), { recursive: true });
    write(join(folder, "node_modules/there/index.js"), "");
    assert.equal(findFrom(app, "there"), join(folder, "node_modules/there/index.js"));
  });

  it("is not found by a package's own name, by which its own files could refer to it", () => {
    write(join(folder, "package.json"), { name: "itself", exports: { "./dynamic": "./index.js" } });
    write(join(folder, "index.js"), "");
    assert.equal(findFrom(folder, "itself/dynamic"), undefined);
  });

  it("is added by the package manager whose lock file lies nearest", () => {
    const app = join(folder, "apps/infra");
    mkdirSync(app, { recursive: true });
    write(join(folder, "pnpm-lock.yaml"), "");
    assert.equal(addCommand(app), "pnpm add pulumi-purview");
    write(join(app, "yarn.lock"), "");
    assert.equal(addCommand(app), "yarn add pulumi-purview");
  });

  it("is looked for where Pulumi runs a program, and not in unit tests or other processes", () => {
    const node = process.execPath;
    assert.ok(runsProgram([node, "/app/node_modules/@pulumi/pulumi/cmd/run"]));
    assert.ok(runsProgram([node, "C:\\app\\node_modules\\@pulumi\\pulumi\\cmd\\run\\index.js"]));
    assert.ok(!runsProgram([node, "/app/node_modules/@pulumi/pulumi/cmd/run-plugin"]));
    assert.ok(!runsProgram([node, "/app/node_modules/mocha/bin/mocha.js"]));
    assert.ok(!runsProgram([node]));
  });

  it("stops a program that gets it through another package, in preview and in one sentence", function () {
    this.timeout(120_000);
    const modules = join(folder, "node_modules");
    const policies = join(folder, "elsewhere/policies");
    mkdirSync(join(modules, "@pulumi"), { recursive: true });
    mkdirSync(join(policies, "node_modules/@pulumi"), { recursive: true });
    for (const one of [modules, join(policies, "node_modules")])
      symlinkSync(join(root, "node_modules/@pulumi/pulumi"), join(one, "@pulumi/pulumi"), "junction");
    symlinkSync(root, join(policies, "node_modules/pulumi-purview"), "junction");
    symlinkSync(policies, join(modules, "policies"), "junction");
    write(join(policies, "package.json"), { name: "policies", main: "index.js" });
    write(join(policies, "index.js"), `module.exports = require("pulumi-purview");`);
    write(join(folder, "package.json"), { name: "infra", main: "index.js" });
    write(join(folder, "pnpm-lock.yaml"), "");
    write(join(folder, "Pulumi.yaml"), "name: infra\nruntime:\n  name: nodejs\n  options: { typescript: false }\n");
    write(
      join(folder, "index.js"),
      `new (require("policies").retention.RetentionCompliancePolicy)("Finance", { exchangeLocation: ["All"] });`,
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "dist/cli/main.js"), "engine", "preview", "--cwd", folder],
      { encoding: "utf8", env: { ...process.env, PULUMI_CONFIG_PASSPHRASE: "test" } },
    );
    const told = stdout + stderr;
    assert.notEqual(status, 0, told);
    const sentence =
      /RetentionCompliancePolicy "Finance": Pulumi's dynamic provider looks for the package pulumi-purview from .* \(`pnpm add pulumi-purview`\)/;
    assert.match(told, sentence);
    assert.ok(told.includes(folder), "the directory is named");
    assert.doesNotMatch(told, /Cannot find module|\n\s+at /);
  });
});
