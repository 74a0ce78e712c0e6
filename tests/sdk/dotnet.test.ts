import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kinds } from "../../provider/kinds";
import { functionsOf } from "../../provider/schema";
import { pascal } from "../../provider/schema/names";
import { settingsTable } from "../../provider/session";
import { dotnetFiles } from "../../scripts/generate/dotnet";
import { ROOT, run } from "./toolchain";

describe("the .NET SDK", function () {
  this.timeout(600_000);

  // The compiler is not on every machine; what programs would miss is seen without it.
  it("has stack configuration for every setting, and every data function in both forms", () => {
    const files = dotnetFiles(kinds, settingsTable);
    const config = files.get("sdk/dotnet/Config.cs") ?? "";
    for (const { name } of settingsTable) assert.match(config, new RegExp(`public static (string|bool|int)\\? ${pascal(name)} =>`));
    const text = [...files.values()].join("\n");
    for (const { name } of kinds.flatMap(functionsOf)) {
      assert.match(text, new RegExp(`public static Task<${pascal(name)}Result> InvokeAsync\\(${pascal(name)}Args\\?`));
      assert.match(text, new RegExp(`public static Output<${pascal(name)}Result> Invoke\\(${pascal(name)}InvokeArgs\\?`));
      assert.match(text, new RegExp(`public sealed class ${pascal(name)}InvokeArgs : `));
    }
  });

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
