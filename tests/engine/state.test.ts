import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../../engine/property/value";
import { PassphraseCrypter } from "../../engine/state/crypter";
import { DeploymentCodec, type DeploymentV3 } from "../../engine/state/deployment";
import { DependencyGraph, deletionOrder } from "../../engine/state/graph";
import { ResourceState } from "../../engine/state/resource";
import { SnapshotManager } from "../../engine/state/snapshot";
import { StackStore } from "../../engine/state/store";

/** Made by the Pulumi CLI 3.260 with the passphrase "x". */
const SALT = "v1:Ge5tRhPYnYs=:v1:OXGc1XrAP2s7c3KE:Tc/xFaCeZwriGPOac2/+VOU3RSjSMA==";
const SEALED = "v1:1RgcRFG8x3u61YU1:rn4JeML0nfC8iGaseInhv/q6Qw==";

describe("passphrase secrets", function () {
  this.timeout(20_000);

  it("open what the Pulumi CLI sealed", async () => {
    const crypter = await PassphraseCrypter.open("x", SALT);
    assert.equal(crypter.decrypt(SEALED), "zzz");
    assert.equal(crypter.encrypt("zzz"), SEALED, "an unchanged secret keeps its text");
    const other = crypter.encrypt("other");
    assert.match(other, /^v1:[\w+/=]{16}:[\w+/=]+$/);
    assert.equal(crypter.decrypt(other), "other");
    assert.throws(() => crypter.decrypt(`${SEALED.slice(0, -4)}AAA=`), /cannot be decrypted/);
  });

  it("refuse another passphrase", async () => {
    await assert.rejects(PassphraseCrypter.open("y", SALT), /incorrect passphrase/);
    await assert.rejects(PassphraseCrypter.open("x", "nonsense"), /malformed/);
  });
});

describe("deployments", function () {
  this.timeout(20_000);
  let codec: DeploymentCodec;
  before(async () => {
    codec = new DeploymentCodec(await PassphraseCrypter.open("x", SALT));
  });

  it("keep secrets sealed, nested ones within their parent", () => {
    const state = new ResourceState({
      urn: "urn:pulumi:dev::p::t::n",
      type: "t",
      custom: true,
      id: "1",
      inputs: { a: new Secret({ deep: new Secret("hush") }), b: [1, "x"] },
    });
    const text = codec.write({ resources: [state], pending: [{ resource: state, type: "creating" }] });
    assert.ok(!text.includes("hush"));
    const { resources, pending } = codec.read(JSON.parse(text) as DeploymentV3);
    assert.deepEqual(resources, [state]);
    assert.deepEqual(pending, [{ resource: state, type: "creating" }]);
  });

  it("refuse states with what only other features write", () => {
    const resource = { urn: "urn:pulumi:dev::p::t::n", type: "t", custom: true, viewOf: "urn:x" };
    assert.throws(() => codec.read({ manifest: {}, resources: [resource] }), /viewOf.*use `pulumi`/);
  });

  it("hold, in the middle of a run, what is done, what is new and what has begun", async () => {
    const [a, b, c] = ["a", "b", "c"].map(
      (name) => new ResourceState({ urn: `urn:pulumi:dev::p::t::${name}`, type: "t" }),
    );
    const snapshots = new SnapshotManager([a!, b!], [], codec, undefined);
    await snapshots.begin(c!, "creating");
    await snapshots.end({ done: a });
    assert.deepEqual(snapshots.snapshot(), { resources: [b], pending: [{ resource: c, type: "creating" }] });
    await snapshots.end({ began: c!, added: c });
    assert.deepEqual(snapshots.snapshot().resources, [c, b]);
  });

  it("follow renamed resources in every reference", () => {
    const child = new ResourceState({
      urn: "urn:pulumi:dev::p::t::child",
      type: "t",
      parent: "urn:old",
      dependencies: ["urn:old", "urn:other"],
      propertyDependencies: { x: ["urn:old"] },
      provider: "urn:old::id",
    });
    const renamed = new ResourceState({ urn: "urn:new", type: "t", aliases: ["urn:old"] });
    const { resources } = new SnapshotManager([renamed, child], [], codec, undefined).snapshot();
    const [first, second] = resources;
    assert.deepEqual(first!.aliases, []);
    assert.equal(second!.parent, "urn:new");
    assert.deepEqual(second!.dependencies, ["urn:new", "urn:other"]);
    assert.deepEqual(second!.propertyDependencies, { x: ["urn:new"] });
    assert.equal(second!.provider, "urn:new::id");
    assert.deepEqual(child.dependencies, ["urn:old", "urn:other"], "the running state is untouched");
  });
});

describe("the store", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "purview-store-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("writes Pulumi's layout, whole files only, and reads it back", async () => {
    const store = new StackStore(root, "proj", "dev");
    assert.equal(await store.load(), undefined);
    await Promise.all([1, 2, 3].map((at) => store.save(`{"manifest":{"time":"${at}"}}`)));
    assert.ok((await store.load())?.manifest["time"]);
    assert.deepEqual(readdirSync(join(root, ".pulumi/stacks/proj")), ["dev.json"], "no temporary file is left");
    assert.match(readFileSync(store.file, "utf8"), /"stack":"organization\/proj\/dev"/);
  });

  it("lets one operation at a time in, and takes over the lock of a process that is gone", async () => {
    const [one, two] = [new StackStore(root, "proj", "dev"), new StackStore(root, "proj", "dev")];
    await one.lock();
    await assert.rejects(two.lock(), /locked by another operation/);
    await one.unlock();
    await two.lock();
    await two.unlock();
    const folder = join(root, ".pulumi/locks/organization/proj/dev");
    const { hostname } = await import("node:os");
    writeFileSync(join(folder, "stale.json"), JSON.stringify({ pid: 2 ** 22 + 1, hostname: hostname() }));
    await one.lock();
    await one.unlock();
    assert.deepEqual(readdirSync(folder), []);
    writeFileSync(join(folder, "foreign.json"), JSON.stringify({ pid: 1, hostname: "another-machine" }));
    await assert.rejects(one.lock(), /foreign\.json/);
  });
});

describe("the order of deletion", () => {
  const state = (name: string, fields: Partial<ResourceState> = {}) =>
    new ResourceState({ urn: `urn:pulumi:dev::p::t::${name}`, type: "t", custom: true, ...fields });

  it("goes from dependents to what they need, with components standing for their children", () => {
    const group = state("group", { custom: false });
    const child = state("child", { parent: group.urn });
    const a = state("a");
    const b = state("b", { propertyDependencies: { x: [a.urn] } });
    const c = state("c", { dependencies: [group.urn] });
    const all = [group, child, a, b, c];
    const order = deletionOrder(all, new DependencyGraph(all));
    const place = (one: ResourceState) => order.findIndex((set) => set.includes(one));
    assert.ok(place(b) < place(a));
    assert.ok(place(c) < place(child), "c depends on the children of the group");
    assert.ok(place(child) < place(group));
    assert.equal(order.flat().length, all.length);
  });
});
