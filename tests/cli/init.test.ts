import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { LANGUAGES, projectNameOf } from "../../cli/init/project";
import { environmentOf } from "../../emulator/index";
import { spawnEmulator } from "../support/emulator";

const ROOT = resolve(__dirname, "../..");
const MAIN = join(ROOT, "dist/cli/main.js");

describe("purview init", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "purview-init-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const purview = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" });

  for (const language of LANGUAGES)
    it(`writes a project in ${language} with the settings of its stack, and says what comes next`, () => {
      const where = join(folder, "our policies");
      const { status, stdout, stderr } = purview(
        ...["init", where, "--language", language, "--organization", "contoso.onmicrosoft.com", "--yes"],
      );
      assert.equal(status, 0, stderr);
      const project = load(readFileSync(join(where, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
      assert.equal(project["name"], "our-policies");
      assert.ok(!("template" in project));
      assert.deepEqual(load(readFileSync(join(where, "Pulumi.dev.yaml"), "utf8")), {
        config: { "purview:organization": "contoso.onmicrosoft.com" },
      });
      for (const file of readdirSync(where))
        assert.doesNotMatch(readFileSync(join(where, file), "utf8"), /\$\{PROJECT|\$\{DESC/);
      assert.match(stdout, /pulumi config set purview:clientId/);
      assert.doesNotMatch(stdout, /config set purview:organization/);
      assert.match(stdout, /purview doctor --stack dev/);
    });

  it("overwrites nothing unless it is told to", () => {
    assert.equal(purview("init", folder, "--yes").status, 0);
    const before = readFileSync(join(folder, "index.ts"), "utf8");
    const again = purview("init", folder, "--yes", "--language", "yaml");
    assert.equal(again.status, 1);
    assert.match(again.stderr, /Pulumi\.yaml.* already/);
    assert.equal(readFileSync(join(folder, "index.ts"), "utf8"), before);
    assert.equal(purview("init", folder, "--yes", "--force").status, 0);
  });

  it("asks nothing where no terminal is, and prints JSON for programs", () => {
    const { status, stdout } = purview("init", folder, "--json");
    assert.equal(status, 0);
    const { files } = JSON.parse(stdout) as { files: string[] };
    assert.deepEqual(
      files.filter((file) => !existsSync(join(folder, file))),
      [],
    );
  });

  it("writes a program that runs", async () => {
    assert.equal(purview("init", folder, "--yes").status, 0);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const emulator = await spawnEmulator("--clock", "instant");
    try {
      const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "engine", "preview", "--cwd", folder], {
        encoding: "utf8",
        env: {
          ...process.env,
          ...environmentOf(emulator.tenant()),
          PULUMI_CONFIG_PASSPHRASE: "test",
          PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        },
      });
      assert.equal(status, 0, stderr + stdout);
      assert.match(stdout, /\+3 to create|\+ 3 to create/);
    } finally {
      await emulator.stop();
    }
  });
});

describe("the name of a project", () => {
  it("is what Pulumi takes, whatever the directory is called", () => {
    assert.equal(projectNameOf("our policies (2026)"), "our-policies-2026");
    assert.equal(projectNameOf("-x"), "x");
    assert.equal(projectNameOf("политика"), "purview");
  });
});
