import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { threeKinds, writeProgram } from "../../bench/program";
import { embeddedEngine, type PulumiEngine } from "../../scripts/start/pulumi-engine";
import { environmentOf, type SpawnedEmulator, spawnEmulator } from "../support/emulator";

const root = resolve(__dirname, "../..");
const N = 100;
const PARALLEL = 8;

/** The cost is round trips. Times are never asserted, counts always. */
describe(`requests for ${N} resources of three kinds`, function () {
  this.timeout(180_000);
  let emulator: SpawnedEmulator;
  let folder: string;
  let engine: PulumiEngine;
  let seen = 0;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "purview-counts-"));
    emulator = await spawnEmulator("--clock", "instant");
    engine = embeddedEngine({
      root: writeProgram({
        folder: join(folder, "program"),
        packageRoot: root,
        host: "dynamic",
        provider: "purview",
        source: threeKinds(N),
      }),
      cli: root,
      folder,
      env: { ...environmentOf(emulator.tenant()), PULUMI_CONFIG_PASSPHRASE: "test" },
    });
  });

  after(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function count(verb: "preview" | "up" | "refresh" | "destroy", ...flags: string[]) {
    const { code, stdout, stderr } = await engine.run(verb, ...flags);
    assert.equal(code, 0, stdout + stderr);
    const requests = (await emulator.requests()).slice(seen);
    seen += requests.length;
    const cmdlets = requests.flatMap(({ cmdlet, status }) => (cmdlet && status === 200 ? cmdlet : []));
    const lists = cmdlets.filter((cmdlet) => cmdlet.startsWith("Get-"));
    return {
      lists: lists.length,
      kinds: new Set(lists).size,
      writes: cmdlets.length - lists.length,
      others: requests.length - cmdlets.length,
    };
  }

  const readsOnce = (counts: Awaited<ReturnType<typeof count>>): void => {
    assert.equal(counts.kinds, 3);
    assert.equal(counts.lists, 3, "one list per kind");
    assert.equal(counts.writes, 0);
    assert.ok(counts.others <= 4, `${counts.others} requests to sign in and find the region`);
  };

  it("a first preview asks once per kind", async () => readsOnce(await count("preview")));

  it("an up writes once per object and shares its read-backs", async () => {
    const counts = await count("up", "--skip-preview", "--parallel", String(PARALLEL));
    assert.equal(counts.writes, N);
    // One of them tells who the mailboxes are that a wave of policies has got.
    assert.ok(counts.lists <= 3 + 3 * Math.ceil(N / PARALLEL), `${counts.lists} lists`);
    assert.ok(counts.others <= 4, `${counts.others} requests to sign in and find the region`);
  });

  it("an empty preview asks once per kind", async () => readsOnce(await count("preview", "--expect-no-changes")));
  it("a refresh asks once per kind", async () => readsOnce(await count("refresh")));

  it("an up without a change writes nothing", async () => {
    const { writes } = await count("up", "--skip-preview");
    assert.equal(writes, 0);
  });

  it("a destroy writes at most once per object", async () => {
    const { writes } = await count("destroy");
    assert.ok(writes <= N, `${writes} writes`);
  });
});
