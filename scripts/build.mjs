// Compiles the two packages where a source is newer than the last build; `--force` compiles always.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const PACKAGES = [
  { folder: ".", config: "tsconfig.build.json", sources: ["catalogue", "provider", "sdk/nodejs", "engine", "cli"] },
  { folder: "emulator", config: "emulator/tsconfig.json", sources: ["catalogue", "emulator"] },
];
const DECLARATION = ".d.ts";

for (const one of PACKAGES) build(one);

function build({ folder, config, sources }) {
  const out = join(root, folder, "dist");
  const mark = join(out, ".built");
  const changed = Math.max(...[...sources, config, "tsconfig.json"].map((path) => newest(join(root, path), out)));
  if (!process.argv.includes("--force") && existsSync(mark) && statSync(mark).mtimeMs >= changed) return;
  console.log(`Building ${join(folder, "dist")} …`);
  // What earlier builds left would be packed too.
  rmSync(out, { recursive: true, force: true });
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "-p", join(root, config)], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
  compressData(join(root, "catalogue/data"), join(out, "catalogue/data"));
  removeComments(out);
  removePrivateDeclarations(join(root, folder), out);
  indentWithTabs(out);
  writeFileSync(mark, "");
}

/** When the newest file in it was written, build output aside. */
function newest(path, out) {
  if (path === out) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name), out)));
}

/** The catalogue's data is two thirds of a megabyte of text that only the code reads (catalogue/index.ts). */
function compressData(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from))
    writeFileSync(join(to, `${name}.gz`), gzipSync(readFileSync(join(from, name)), { level: 9 }));
}

/** Editors show the comments of declarations; in the compiled code nobody reads them. */
function removeComments(out) {
  // TypeScript's own `removeComments` would take them out of the declarations too.
  const typescript = createRequire(import.meta.url)("typescript");
  const { ScriptTarget, ModuleKind } = typescript;
  const compilerOptions = { removeComments: true, target: ScriptTarget.ES2022, module: ModuleKind.Preserve };
  for (const name of readdirSync(out, { recursive: true })) {
    const file = join(out, name);
    if (!file.endsWith(".js")) continue;
    const { outputText } = typescript.transpileModule(readFileSync(file, "utf8"), { compilerOptions, fileName: file });
    writeFileSync(file, outputText);
  }
}

/** Keeps the declarations that those of the package's exports need: nobody can import the others. */
function removePrivateDeclarations(folder, out) {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const needed = new Set();
  const add = (file) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const [, name] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]*)"/g)) {
      const path = join(dirname(file), name);
      add([path + DECLARATION, join(path, `index${DECLARATION}`)].find((candidate) => existsSync(candidate)));
    }
  };
  for (const { types } of Object.values(exports)) if (types) add(join(folder, types));
  for (const name of readdirSync(out, { recursive: true })) {
    const file = join(out, name);
    if (name.endsWith(DECLARATION) && !needed.has(file)) rmSync(file);
  }
}

/** tsc indents with four blanks a level: a tenth of a declaration file. */
function indentWithTabs(out) {
  for (const name of readdirSync(out, { recursive: true })) {
    if (!name.endsWith(DECLARATION)) continue;
    const file = join(out, name);
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace(/^(?: {4})+/gm, (blanks) => "\t".repeat(blanks.length / 4)),
    );
  }
}
