import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, run } from "./toolchain";

const SCHEMA = join(ROOT, "sdk/schema.json");
const schema = JSON.parse(readFileSync(SCHEMA, "utf8")) as { readonly language: { readonly nodejs: { readonly packageName: string } } };

describe("the TypeScript SDK that `pulumi package add` generates", function () {
  this.timeout(180_000);

  it("has a name that npm takes, and not that of the package with the dynamic host", () => {
    const { packageName } = schema.language.nodejs;
    assert.match(packageName, /^(@[a-z0-9-]+\/)?[a-z0-9-]+$/);
    assert.notEqual(packageName, "pulumi-purview");
  });

  it("compiles as Pulumi's generator writes it", function () {
    if (!run("pulumi", ["version"]).ok) {
      console.log("      skipped: the Pulumi CLI is not on this machine's PATH");
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "purview-typescript-"));
    try {
      const spec = join(folder, "schema.json");
      writeFileSync(spec, JSON.stringify({ ...schema, version: "1.0.0" }));
      const generated = run("pulumi", ["package", "gen-sdk", spec, "--language", "nodejs", "--out", folder]);
      assert.ok(generated.ok, generated.output);
      symlinkSync(join(ROOT, "node_modules"), join(folder, "nodejs/node_modules"));
      const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
      const compiled = run(process.execPath, [compiler, "-p", join(folder, "nodejs")], join(folder, "nodejs"));
      assert.ok(compiled.ok, compiled.output.slice(0, 4000));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
