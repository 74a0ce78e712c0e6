import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { environmentOf, SpawnedEmulator } from "../../emulator/index";

const root = resolve(__dirname, "../..");

interface Manager {
  readonly name: string;
  /** The file of its npm package that runs it. */
  readonly script: string;
  readonly args: readonly string[];
  /** Its own files of a workspace. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the component package, in the program's dependencies. */
  readonly policies: string;
  /** Finds what only the component package depends on. */
  readonly findsIndirect: boolean;
}

const YARN = "@yarnpkg/cli-dist/bin/yarn.js";
const berry = (linker: string, registry: string): Readonly<Record<string, string>> => ({
  ".yarnrc.yml": `nodeLinker: ${linker}\nenableTelemetry: false\nenableImmutableInstalls: false\nnpmRegistryServer: ${JSON.stringify(registry)}\n`,
  "yarn.lock": "",
});

const managers = (registry: string): readonly Manager[] => [
  {
    name: "pnpm",
    script: "pnpm/bin/pnpm.cjs",
    args: ["install", "--silent", "--no-frozen-lockfile"],
    files: { "pnpm-workspace.yaml": "packages: [packages/*, apps/*]\n" },
    policies: "workspace:*",
    findsIndirect: false,
  },
  {
    name: "Yarn 1",
    script: "yarn/bin/yarn.js",
    args: ["install", "--silent", "--non-interactive"],
    files: {},
    policies: "1.0.0",
    findsIndirect: true,
  },
  {
    name: "Yarn with node_modules",
    script: YARN,
    args: ["install"],
    files: berry("node-modules", registry),
    policies: "workspace:*",
    findsIndirect: true,
  },
];

/** A company's component package and a program that uses it, in one workspace, with package managers from the registry. */
describe("a component package in a workspace", function () {
  this.timeout(600_000);
  let folder: string;
  let tarball: string;
  let registry: string;
  let emulator: SpawnedEmulator | undefined;

  const run = (script: string, args: readonly string[], cwd: string, env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [script, ...args], { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  const tool = (script: string): string => join(folder, "tools/node_modules", script);

  before(async function () {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "purview-managers-")));
    registry = spawnSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).stdout.trim();
    mkdirSync(join(folder, "tools"));
    writeFileSync(join(folder, "tools/package.json"), "{}");
    const tools = ["pnpm@10", "yarn@1.22", "@yarnpkg/cli-dist@4", "esbuild@0.25"];
    const got = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--silent", ...tools], {
      cwd: join(folder, "tools"),
      encoding: "utf8",
    });
    if (got.status !== 0) {
      console.log(`    (skipped: the registry does not give ${tools.join(", ")}: ${got.stderr.slice(0, 300)})`);
      this.skip();
    }
    spawnSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
    tarball = join(folder, readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "");
    emulator = await SpawnedEmulator.start([
      process.execPath,
      join(root, "dist/cli/main.js"),
      "emulator",
      "--clock",
      "instant",
    ]);
  });
  after(async () => {
    await emulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function workspace(name: string, { files, policies }: Manager, direct: boolean): string {
    const at = join(folder, name);
    const write = (file: string, content: unknown): void => {
      mkdirSync(join(at, file, ".."), { recursive: true });
      writeFileSync(join(at, file), typeof content === "string" ? content : JSON.stringify(content));
    };
    const [purview, sdk] = [{ "pulumi-purview": `file:${tarball}` }, { "@pulumi/pulumi": "^3.270.0" }];
    write("package.json", { name: "workspace", private: true, workspaces: ["packages/*", "apps/*"] });
    for (const [file, text] of Object.entries(files)) write(file, text);
    write("packages/policies/package.json", {
      name: "policies",
      version: "1.0.0",
      main: "index.js",
      dependencies: purview,
      peerDependencies: sdk,
      devDependencies: sdk,
    });
    write(
      "packages/policies/index.js",
      `const pulumi = require("@pulumi/pulumi");
       const purview = require("pulumi-purview");
       exports.Estate = class extends pulumi.ComponentResource {
         constructor(name) {
           super("company:index:Estate", name);
           new purview.retentionlabels.ComplianceTag(name, { retentionAction: "Keep", retentionDuration: 7, retentionType: "CreationAgeInDays", deletionProtection: false }, { parent: this });
         }
       };`,
    );
    write("apps/infra/package.json", {
      name: "infra",
      version: "1.0.0",
      private: true,
      main: "index.js",
      dependencies: { policies, ...sdk, ...(direct && purview) },
    });
    write("apps/infra/index.js", `new (require("policies").Estate)(${JSON.stringify(name)});`);
    write("apps/infra/Pulumi.yaml", "name: infra\nruntime:\n  name: nodejs\n  options: { typescript: false }\n");
    return at;
  }

  const engine = (verb: string, cwd: string) => {
    const env = { ...(emulator && environmentOf(emulator.tenant())), PULUMI_CONFIG_PASSPHRASE: "test" };
    const { status, stdout, stderr } = run(join(root, "dist/cli/main.js"), ["engine", verb, "--cwd", cwd], cwd, env);
    return { status, told: stdout + stderr };
  };

  const refused = (cwd: string, how: RegExp): void => {
    const { status, told } = engine("preview", cwd);
    assert.notEqual(status, 0, told);
    assert.match(told, how);
    assert.doesNotMatch(told, /Cannot find module|\n\s+at /);
  };

  const upAndDown = (cwd: string): void => {
    for (const verb of ["up", "destroy"]) {
      const { status, told } = engine(verb, cwd);
      assert.equal(status, 0, told);
    }
  };

  const install = ({ script, args }: Manager, at: string): void => {
    const { status, stdout, stderr } = run(tool(script), args, at);
    assert.equal(status, 0, stdout + stderr);
  };

  for (const { name } of managers(""))
    it(`works with ${name} where the program depends on pulumi-purview, and otherwise works or says what to do`, () => {
      const manager = managers(registry).find((one) => one.name === name);
      assert.ok(manager);
      const indirect = workspace(`${name} indirect`, manager, false);
      install(manager, indirect);
      const infra = join(indirect, "apps/infra");
      if (manager.findsIndirect) return upAndDown(infra);
      refused(infra, /`pnpm add pulumi-purview`/);
      const direct = workspace(`${name} direct`, manager, true);
      install(manager, direct);
      upAndDown(join(direct, "apps/infra"));
    });

  it("says with Yarn's Plug'n'Play which setting to change", () => {
    const manager: Manager = {
      name: "pnp",
      script: YARN,
      args: ["install"],
      files: berry("pnp", registry),
      policies: "workspace:*",
      findsIndirect: false,
    };
    const at = workspace("pnp", manager, true);
    install(manager, at);
    const options = `--require ${JSON.stringify(join(at, ".pnp.cjs"))}`;
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        "--eval",
        `process.argv[1] = "/node_modules/@pulumi/pulumi/cmd/run";
         const pulumi = require("@pulumi/pulumi");
         pulumi.runtime.setMocks({ newResource: () => ({ id: "1", state: {} }), call: () => ({}) });
         const { Estate } = require("policies");
         try { new Estate("estate"); console.log("no error"); } catch (error) { console.log(error.message); }`,
      ],
      { cwd: join(at, "apps/infra"), encoding: "utf8", env: { ...process.env, NODE_OPTIONS: options } },
    );
    assert.equal(status, 0);
    assert.match(stdout, /^ComplianceTag "estate": .*Plug'n'Play.*nodeLinker: node-modules/);
  });

  it("says in a bundle what to leave out of it, and works when it is left out", () => {
    const [manager] = managers(registry);
    assert.ok(manager);
    const at = workspace("bundle", manager, true);
    install(manager, at);
    const infra = join(at, "apps/infra");
    const bundle = (to: string, ...external: readonly string[]): string => {
      mkdirSync(to, { recursive: true });
      const flags = ["--bundle", "--platform=node", `--outfile=${join(to, "index.js")}`, "--log-level=error"];
      const args = ["index.js", ...flags, ...external.map((one) => `--external:${one}`)];
      const { status, stderr } = spawnSync(tool(".bin/esbuild"), args, { cwd: infra, encoding: "utf8" });
      assert.equal(status, 0, stderr);
      writeFileSync(join(to, "package.json"), JSON.stringify({ name: "infra", main: "index.js" }));
      writeFileSync(
        join(to, "Pulumi.yaml"),
        "name: infra\nruntime:\n  name: nodejs\n  options: { typescript: false }\n",
      );
      return to;
    };
    // An image of its own that has @pulumi/pulumi and the bundle, and nothing else.
    const image = join(folder, "image");
    mkdirSync(image);
    const sdk = ["install", "--no-audit", "--no-fund", "--silent", "@pulumi/pulumi@^3.270.0"];
    writeFileSync(join(image, "package.json"), "{}");
    assert.equal(spawnSync("npm", sdk, { cwd: image }).status, 0);
    refused(bundle(join(image, "app"), "@pulumi/pulumi"), /or is bundled/);
    upAndDown(bundle(join(infra, "dist"), "@pulumi/pulumi", "pulumi-purview"));
  });
});
