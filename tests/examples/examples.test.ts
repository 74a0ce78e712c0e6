import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { hasChanges, operate, Recorder, Workspace } from "../../engine";
import { type Emulator, environmentOf, startEmulator } from "../support/emulator";

const root = resolve(__dirname, "../..");
const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** Goes up, previews empty and is destroyed in tests/e2e/many-tenants.test.ts, which looks at both tenants as well. */
const OF_MANY_TENANTS = "gcc-high-and-dod";

describe("every example", function () {
  this.timeout(180_000);

  for (const example of examples)
    it(`${example} is a package of its own with a main`, () => {
      const file = join(root, "examples", example, "package.json");
      const { main } = JSON.parse(readFileSync(file, "utf8")) as { main?: string };
      assert.equal(main, "index.ts");
    });

  for (const example of examples.filter((name) => name !== OF_MANY_TENANTS)) {
    describe(example, () => {
      let emulator: Emulator;
      let folder: string;
      let workspace: Workspace;

      before(async () => {
        folder = mkdtempSync(join(tmpdir(), "purview-example-"));
        emulator = await startEmulator();
        workspace = new Workspace({
          cwd: example === "quickstart" ? root : join(root, "examples", example),
          state: join(folder, "state"),
          env: {
            ...process.env,
            ...environmentOf(emulator.tenant()),
            PULUMI_CONFIG_PASSPHRASE: "test",
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
          },
        });
      });

      after(async () => {
        await emulator.stop();
        rmSync(folder, { recursive: true, force: true });
      });

      /** Whether anything was changed. */
      const succeed = async (kind: "update" | "destroy", preview: boolean): Promise<boolean> => {
        const sink = new Recorder();
        const { ok, changes } = await operate(workspace, kind, { preview, sink });
        assert.ok(ok, [...sink.diagnostics.map(({ message }) => message), ...sink.lines].join("\n"));
        return hasChanges(changes);
      };

      it("goes up, previews empty, and is destroyed", async () => {
        assert.ok(await succeed("update", false));
        assert.ok(!(await succeed("update", true)));
        assert.ok(await succeed("destroy", false));
      });
    });
  }
});
