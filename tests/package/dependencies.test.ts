import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import ts from "typescript";
import { installedBy } from "./lock";

const root = resolve(__dirname, "../..");
const PULUMI = "@pulumi/pulumi";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly repository: { readonly url: string };
  readonly homepage: string;
  readonly bugs: string;
  readonly publishConfig: { readonly provenance: boolean };
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;

const filesIn = (...places: readonly string[]): readonly string[] =>
  places.flatMap((place) =>
    statSync(join(root, place)).isFile()
      ? [place]
      : readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
          .map((name) => `${place}/${name.replaceAll("\\", "/")}`)
          .filter((path) => /\.[cm]?[jt]s$/.test(path) && !/(^|\/)(dist|node_modules)\//.test(path)),
  );

/** `@scope/name/path` -> `@scope/name`. */
const packageOf = (module: string): string =>
  module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");

/** The packages that files import, require or load lazily. */
const importsOf = (files: readonly string[]): ReadonlySet<string> =>
  new Set(
    files
      .flatMap((file) => ts.preProcessFile(readFileSync(join(root, file), "utf8"), true, true).importedFiles)
      .map(({ fileName }) => fileName)
      // Names of packages are in lower case; what is not is the argument of a function that is called `require`.
      .filter((module) => /^[@a-z]/.test(module) && !isBuiltin(module))
      .map(packageOf),
  );

const PACKAGES = [
  {
    folder: ".",
    sources: ["catalogue", "provider", "sdk/nodejs", "engine", "cli", "bin"],
    maxUnpacked: 3_000_000,
  },
  { folder: "emulator", sources: ["catalogue", "emulator"], maxUnpacked: 2_000_000 },
];

for (const { folder, sources, maxUnpacked } of PACKAGES) {
  const manifest = manifestOf(folder);
  describe(`the package ${manifest.name}`, function () {
    this.timeout(60_000);
    const imported = importsOf(filesIn(...sources));

    it("has a dependency for every import", () => {
      const allowed = { ...manifest.dependencies, ...manifest.peerDependencies, [manifest.name]: "itself" };
      assert.deepEqual(
        [...imported].filter((name) => !(name in allowed)),
        [],
      );
    });

    it("has no dependency that nothing imports", () => {
      assert.deepEqual(
        Object.keys(manifest.dependencies).filter((name) => !imported.has(name)),
        [],
      );
    });

    it("packs what it needs and no more: a few megabytes, no source maps, since their sources are not in it", () => {
      const text = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
        cwd: join(root, folder),
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
        shell: process.platform === "win32",
      });
      const [packed] = JSON.parse(text) as [{ unpackedSize: number; files: { path: string }[] }];
      assert.ok(packed.unpackedSize <= maxUnpacked, `${packed.unpackedSize} bytes`);
      const paths = packed.files.map(({ path }) => path);
      assert.deepEqual(
        // The templates are sources that users get.
        paths.filter((path) => !path.startsWith("templates/") && /\.map$|(?<!\.d)\.ts$|(^|\/)tests?\//.test(path)),
        [],
      );
      for (const needed of ["README.md", "package.json"]) assert.ok(paths.includes(needed), needed);
    });

    it("says where it comes from, and is published with provenance", () => {
      assert.match(manifest.repository.url, /^git\+https:/);
      assert.match(manifest.homepage, /^https:/);
      assert.match(manifest.bugs, /^https:/);
      assert.equal(manifest.publishConfig.provenance, true);
    });
  });
}

describe("an installation of pulumi-purview", () => {
  it("brings at most 40 packages in addition to Pulumi's own", () => {
    const pulumi = installedBy(root, [PULUMI]);
    const all = installedBy(root, Object.keys(manifestOf(".").dependencies));
    const ours = [...all].filter((path) => !pulumi.has(path));
    assert.ok(ours.length <= 40, `${ours.length}: ${ours.join(", ")}`);
  });

  it("does not bring the emulator, whose version is the same", () => {
    const main = manifestOf(".");
    const emulator = manifestOf("emulator");
    assert.ok(!(emulator.name in main.dependencies));
    assert.equal(emulator.version, main.version);
    assert.equal(main.peerDependencies?.[emulator.name], main.version);
  });
});

describe("the development dependencies", () => {
  it("are all used", () => {
    const { devDependencies = {}, dependencies } = manifestOf(".");
    const files = filesIn("scripts", "tests", "bench", "examples", "eslint.config.mjs");
    const text = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
    const used = (name: string): boolean => {
      const typed = /^@types\/(.+)$/.exec(name)?.[1];
      if (typed !== undefined) return typed === "node" || typed in dependencies || typed in devDependencies;
      return text.includes(`"${name}`) || text.includes(`node_modules/${name}/`);
    };
    assert.deepEqual(
      Object.keys(devDependencies).filter((name) => !used(name)),
      [],
    );
  });
});
