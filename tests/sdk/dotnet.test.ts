import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, run } from "./toolchain";

describe("the .NET SDK", function () {
  this.timeout(600_000);

  it("compiles", function () {
    if (!run("dotnet", ["--version"]).ok) {
      console.log("      skipped: there is no .NET SDK on this machine");
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "purview-dotnet-"));
    try {
      cpSync(join(ROOT, "sdk/dotnet"), folder, { recursive: true });
      const restored = run("dotnet", ["restore"], folder, 300_000);
      if (!restored.ok) {
        console.log(`      skipped: its packages cannot be restored here: ${restored.output.slice(-200)}`);
        this.skip();
      }
      const { ok, output } = run("dotnet", ["build", "--no-restore"], folder, 300_000);
      assert.ok(ok, output.slice(-4000));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
