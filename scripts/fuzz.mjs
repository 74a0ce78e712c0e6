// `npm run fuzz`: the property tests with a seed of this run, which it prints; PURVIEW_SEED=<seed> tries that one again.
// Arguments go to mocha: npm run fuzz -- tests/kinds/every-kind.test.ts
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const seed = process.env.PURVIEW_SEED ?? String(randomInt(1_000_000_000));
const selected = process.argv.slice(2);
const propertyTests = () =>
  readdirSync("tests", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("tests", name))
    .filter((file) => readFileSync(file, "utf8").includes('"fast-check"'));

const files = selected.length > 0 ? selected : propertyTests();
console.log(`Seed ${seed}: PURVIEW_SEED=${seed} npm run fuzz tries it again.`);
const { status } = spawnSync(process.execPath, ["node_modules/mocha/bin/mocha.js", ...files], {
  stdio: "inherit",
  env: { ...process.env, PURVIEW_SEED: seed },
});
process.exit(status ?? 1);
