import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, run } from "./toolchain";

const SDK = join(ROOT, "sdk/go/purview");
const TEN_MINUTES = 600_000;

describe("the Go SDK", function () {
  this.timeout(TEN_MINUTES);

  const skipWithout = (context: Mocha.Context, ran: { readonly ok: boolean; readonly output: string }, what: string): void => {
    if (ran.ok) return;
    console.log(`      skipped: ${what}${ran.output ? `: ${ran.output.trim().slice(-200)}` : ""}`);
    context.skip();
  };

  it("is formatted as gofmt formats", function () {
    skipWithout(this, run("go", ["version"]), "there is no Go on this machine");
    assert.equal(run("gofmt", ["-l", SDK]).output, "");
  });

  it("compiles, and registers what a program says, under the names of the schema, nested ones too", function () {
    skipWithout(this, run("go", ["version"]), "there is no Go on this machine");
    const folder = mkdtempSync(join(tmpdir(), "purview-go-"));
    try {
      cpSync(SDK, folder, { recursive: true });
      cpSync(join(__dirname, "go-program_test.go.txt"), join(folder, "program_test.go"));
      skipWithout(this, run("go", ["mod", "download"], folder, TEN_MINUTES), "its modules cannot be downloaded here");
      // Pulumi's Go SDK is large: without the optimiser a machine that never compiled it needs two thirds of the time.
      const { ok, output } = run("go", ["test", "-vet=off", "-gcflags=all=-N -l", "./..."], folder, TEN_MINUTES);
      assert.ok(ok, output.slice(-4000));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
