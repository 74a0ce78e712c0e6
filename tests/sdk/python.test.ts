import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kinds } from "../../provider/kinds";
import { pythonWithPulumi, ROOT, run } from "./toolchain";

interface Seen {
  readonly type: string;
  readonly name: string;
  readonly inputs: { readonly [key: string]: unknown };
}

describe("the Python SDK", function () {
  this.timeout(300_000);
  let python: string;
  let folder: string;

  before(function () {
    const found = pythonWithPulumi();
    if ("missing" in found) {
      console.log(`      skipped: ${found.missing}`);
      this.skip();
    }
    python = found.python;
    folder = mkdtempSync(join(tmpdir(), "purview-python-"));
    // A copy, since pip leaves its build next to the sources; installed, since the SDK reads its version from its metadata.
    cpSync(join(ROOT, "sdk/python"), join(folder, "source"), { recursive: true });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    const installed = run(python, [...pip, "--target", join(folder, "installed"), join(folder, "source")]);
    assert.ok(installed.ok, installed.output);
  });

  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const script = (code: string): string => `import sys; sys.path.insert(0, ${JSON.stringify(join(folder, "installed"))})\n${code}`;

  it("imports with every resource of every area", () => {
    const names = kinds.map(({ area, noun }) => `purview.${area === "index" ? "" : `${area}.`}${noun}`);
    const classes = [...names, ...names.map((name) => `${name}Args`), "purview.Provider", "purview.ProviderArgs"];
    const { ok, output } = run(python, ["-W", "error", "-c", script(`import pulumi_purview as purview\nprint(len([${classes.join(", ")}]))`)]);
    assert.ok(ok, output);
    assert.equal(output.trim(), String(2 * kinds.length + 2));
  });

  it("registers what a program says, under the names of the schema, nested ones too", () => {
    const program = join(__dirname, "python-program.py");
    const { ok, output } = run(python, ["-c", script(`import runpy; runpy.run_path(${JSON.stringify(program)})`)]);
    assert.ok(ok, output);
    const { seen, told } = JSON.parse(output) as { seen: readonly Seen[]; told: { readonly [key: string]: unknown } };
    const inputs = (name: string): unknown => seen.find((one) => one.name === name)?.inputs;
    assert.deepEqual(inputs("Finance"), { exchangeLocation: ["All"] });
    assert.deepEqual(inputs("rule"), {
      policy: "Finance-id",
      retentionDuration: "Unlimited",
      retentionComplianceAction: "Keep",
    });
    assert.deepEqual(inputs("typed"), { filePlanProperty: { subCategory: "VAT" } });
    assert.deepEqual(inputs("plain"), { filePlanProperty: { subCategory: "VAT" } });
    const provider = inputs("gcc-high") as { readonly [key: string]: unknown };
    assert.equal(provider["maxConcurrency"], "5");
    assert.equal((provider["clientSecret"] as { value: string }).value, "hush");
    const asOne = inputs("as-one-object") as { readonly [key: string]: unknown };
    assert.deepEqual([asOne["tenantId"], asOne["useCli"]], ["t", "false"]);
    assert.equal((asOne["password"] as { value: string }).value, "hush");
    assert.deepEqual(told, {
      config: ["t", "hush", 7, true, null],
      "unknown setting": "module 'pulumi_purview.config' has no attribute 'nothing'",
      awaited: ["GetComplianceTagResult", "Tax"],
      dict: ["reviewers", "stage_name"],
      referenced: "ComplianceTag",
      listed: "Tax",
      subCategory: "VAT",
      guid: "guid-1",
      found: "t",
      missing: "Missing required property 'policy'",
    });
  });
});
