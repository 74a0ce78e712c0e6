/**
 * Names the breaking changes between two package schemas, one a line:
 *   node --require ts-node/register scripts/compare-schema.ts OLD.json [NEW.json]
 * NEW defaults to sdk/schema.json. Exit code 1 when there is one. The released schemas lie in tests/fixtures/schema/.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { breakingChanges } from "../provider/schema/compare";
import type { TypeSpec } from "../provider/schema/types";

const [before, after = join(__dirname, "../sdk/schema.json")] = process.argv.slice(2);
if (before === undefined) {
  console.error("usage: compare-schema.ts OLD.json [NEW.json]");
  process.exit(64);
}
const read = (path: string): TypeSpec => JSON.parse(readFileSync(path, "utf8")) as TypeSpec;
const found = breakingChanges(read(before), read(after));
for (const line of found) console.log(line);
process.exit(found.length > 0 ? 1 : 0);
