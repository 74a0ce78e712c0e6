import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type EmulatedTenant, Emulator, environmentOf } from "../../scripts/start/emulator";
import { embeddedEngine, type PulumiEngine } from "../../scripts/start/pulumi-engine";

const root = resolve(__dirname, "../..");
const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const configOf = (key: string, tenant: EmulatedTenant): string[] => [
  "--config",
  `tenants:${key}=${JSON.stringify(tenant)}`,
];

describe("every example", function () {
  this.timeout(180_000);

  for (const example of examples) {
    describe(example, () => {
      let emulator: Emulator;
      let folder: string;
      let engine: PulumiEngine;
      let flags: string[] = [];

      before(async () => {
        folder = mkdtempSync(join(tmpdir(), "purview-example-"));
        emulator = await Emulator.start([
          process.execPath,
          join(root, "dist/cli/main.js"),
          "emulator",
          "--clock",
          "instant",
        ]);
        const directory = example === "quickstart" ? root : join(root, "examples", example);
        const env = { ...environmentOf(emulator.tenant), PULUMI_CONFIG_PASSPHRASE: "test" };
        engine = embeddedEngine({ root: directory, cli: root, folder, env });
        if (example === "gcc-high-and-dod")
          flags = ["gccHigh", "dod"].flatMap((cloud) => configOf(cloud, emulator.tenantOf(cloud)));
      });

      after(() => {
        emulator.stop();
        rmSync(folder, { recursive: true, force: true });
      });

      const succeed = async (verb: "preview" | "up" | "destroy", ...more: string[]): Promise<string> => {
        const { code, stdout, stderr } = await engine.run(verb, ...flags, ...more);
        assert.equal(code, 0, stdout + stderr);
        return stdout;
      };

      it("is a package of its own with a main", () => {
        const manifest = JSON.parse(readFileSync(join(root, "examples", example, "package.json"), "utf8")) as {
          main?: string;
        };
        assert.equal(manifest.main, "index.ts");
      });

      it("goes up, previews empty, and is destroyed", async () => {
        await succeed("up", "--skip-preview");
        await succeed("preview", "--expect-no-changes");
        await succeed("destroy");
      });
    });
  }
});
