// `npm test`: static checks, then mocha; each check counts as a test. Ends with the line "N passed, N failed".
// Arguments go to mocha: npm test -- tests/catalogue/reader.test.ts
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const args = process.argv.slice(2);
const staticOnly = args.includes("--static-only");
const selected = args.filter((arg) => arg !== "--static-only");
const node = process.execPath;
let passed = 0;
let failed = 0;

function check(title, command, commandArgs) {
  const { status, stdout, stderr } = spawnSync(command, commandArgs, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (status === 0) {
    passed++;
    console.log(`  ✔ ${title}`);
  } else {
    failed++;
    console.log(`  ✘ ${title}\n${stdout}${stderr}`);
  }
}

const rooms = ["catalogue", "provider", "sdk/nodejs", "engine", "emulator", "cli"].filter((room) => existsSync(room));

if (selected.length === 0) {
  console.log("Static checks");
  check("the types are right", node, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"]);
  check("eslint is content", node, ["node_modules/eslint/bin/eslint.js", "."]);
  check("prettier is content", node, ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."]);
  check("the arrows of the house hold", node, ["node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", ...rooms]);
  if (existsSync("scripts/generate.ts"))
    check("nothing generated is stale", node, ["--require", "ts-node/register", "scripts/generate.ts", "--check"]);
  check("publint is content with the package", node, ["node_modules/publint/src/cli.js", "--strict"]);
  check("are-the-types-wrong is content with the package", node, [
    "node_modules/@arethetypeswrong/cli/dist/index.js",
    "--pack",
    ".",
  ]);
}

if (!staticOnly) {
  const folder = mkdtempSync(join(tmpdir(), "purview-test-"));
  const counts = join(folder, "counts.json");
  const { status } = spawnSync(
    node,
    [
      "node_modules/mocha/bin/mocha.js",
      "--reporter",
      "scripts/mocha-reporter.cjs",
      ...(selected.length ? selected : ["tests/**/*.test.ts"]),
    ],
    {
      stdio: "inherit",
      env: { ...process.env, PURVIEW_TEST_COUNTS: counts },
    },
  );
  const stats = existsSync(counts) ? JSON.parse(readFileSync(counts, "utf8")) : { passes: 0, failures: 1, pending: 0 };
  rmSync(folder, { recursive: true });
  passed += stats.passes;
  failed += stats.failures;
  if (status !== 0 && stats.failures === 0) failed++;
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
