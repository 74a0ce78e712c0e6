// `npm test`: static checks, then mocha; each check counts as a test. Ends with the line "N passed, N failed".
// Arguments go to mocha: npm test -- tests/catalogue/reader.test.ts
// What takes minutes is run apart, by CI too: what compiles Pulumi's whole SDK in another language (`npm run test:compilers`) and what
// installs with every package manager (`npm run test:package-managers`).
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedOf } from "./seed.cjs";

const args = process.argv.slice(2);
const staticOnly = args.includes("--static-only");
const APART = {
  "--compilers": join("tests", "sdk", "go.test.ts"),
  "--package-managers": join("tests", "package", "package-managers.test.ts"),
};
const apart = Object.keys(APART).filter((flag) => args.includes(flag));
const selected = apart.length > 0 ? apart.map((flag) => APART[flag]) : args.filter((arg) => arg !== "--static-only");
const node = process.execPath;
const folder = mkdtempSync(join(tmpdir(), "purview-test-"));
// Most of the time goes into processes that load the same packages: they share a cache of compiled code, for this run alone.
process.env.NODE_COMPILE_CACHE ??= join(folder, "compiled");
let passed = 0;
let failed = 0;

function check(title, command, commandArgs) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("close", (status) => {
      if (status === 0) passed++;
      else failed++;
      console.log(status === 0 ? `  ✔ ${title}` : `  ✘ ${title}\n${output}`);
      resolve();
    });
  });
}

/** Folders by how long they take, longest first: no worker should be left with a long one at the end. */
const HEAVY = [
  "e2e",
  "chaos",
  "examples",
  "engine",
  "kinds",
  "sdk",
  "package",
  "speed",
  "hosts",
  "session",
  "emulator",
];
const rank = (file) => {
  const at = HEAVY.indexOf(file.split(/[\\/]/)[1]);
  return at < 0 ? HEAVY.length : at;
};
const testFiles = () =>
  readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("tests", name))
    .filter((name) => !Object.values(APART).includes(name))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

const rooms = ["catalogue", "provider", "sdk/nodejs", "engine", "emulator", "cli"].filter((room) => existsSync(room));

if (selected.length === 0) {
  console.log("Static checks");
  const packing = ["pack", ".", "./emulator", "--ignore-scripts", "--json", "--pack-destination", folder];
  const packed = spawnSync("npm", packing, { encoding: "utf8", shell: process.platform === "win32" });
  const packages = JSON.parse(packed.stdout).map(({ name, filename }) => ({ name, tarball: join(folder, filename) }));
  const checks = [
    ["the types are correct", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"]],
    ["eslint passes", ["node_modules/eslint/bin/eslint.js", "."]],
    ["prettier passes", ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."]],
    ["nothing generated is stale", ["--require", "ts-node/register", "scripts/generate.ts", "--check"]],
    [
      "every import respects the project structure",
      ["node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", ...rooms],
    ],
    ...packages.flatMap(({ name, tarball }) => [
      [`publint passes for ${name}`, ["node_modules/publint/src/cli.js", "--strict", tarball]],
      [`are-the-types-wrong passes for ${name}`, ["node_modules/@arethetypeswrong/cli/dist/index.js", tarball]],
    ]),
  ];
  // Two at a time: what CI's machines have cores for.
  const next = async () => {
    for (let one = checks.shift(); one; one = checks.shift()) await check(one[0], node, one[1]);
  };
  await Promise.all([next(), next()]);
}

if (!staticOnly) {
  const counts = join(folder, "counts.json");
  console.log(`\nSeed of the property tests: ${seedOf(process.env)}`);
  if (selected.length === 0)
    for (const [flag, file] of Object.entries(APART))
      console.log(`\nNot among these: ${file} (npm run test:${flag.slice(2)})`);
  const { status } = spawnSync(
    node,
    [
      "node_modules/mocha/bin/mocha.js",
      "--reporter",
      "scripts/mocha-reporter.cjs",
      ...(selected.length > 0 ? selected : ["--parallel", "--jobs", "3", ...testFiles()]),
    ],
    {
      stdio: "inherit",
      env: { ...process.env, PURVIEW_TEST_COUNTS: counts },
    },
  );
  const stats = existsSync(counts) ? JSON.parse(readFileSync(counts, "utf8")) : { passes: 0, failures: 1, pending: 0 };
  passed += stats.passes;
  failed += stats.failures;
  if (status !== 0 && stats.failures === 0) failed++;
}

rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
