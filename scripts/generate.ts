/**
 * `npm run generate`: everything that comes from the kinds and is committed. With `--check` nothing is written; the exit code is 1
 * when something is stale, and each stale file is named.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format } from "prettier";
import { errorCodes } from "../provider/errors";
import { kinds } from "../provider/kinds";
import { packageSchema } from "../provider/schema";
import { settingsTable as settings } from "../provider/session";
import { docFiles } from "./generate/docs";
import { errorsPage } from "./generate/docs/errors-page";
import { settingsPage } from "./generate/docs/settings-page";
import { typescriptFiles } from "./generate/typescript";

const ROOT = join(__dirname, "..");

/** Folders whose every file is generated, but for the paths in KEPT. */
const OWNED = ["sdk/nodejs", "docs/resources"];
const KEPT = ["sdk/nodejs/runtime/"];
/** What Pulumi's generator made the SDKs of other languages from (scripts/generate-sdks.mjs). */
const ORIGIN = "sdk/generated-from.json";

const PARSERS: Readonly<Record<string, string>> = { ".ts": "typescript", ".json": "json", ".md": "markdown" };

async function formatted(path: string, text: string): Promise<string> {
  const parser = PARSERS[path.slice(path.lastIndexOf("."))];
  return parser ? format(text, { parser, printWidth: 120 }) : text;
}

async function produced(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    ...typescriptFiles(kinds, settings),
    ...docFiles(kinds),
    ["docs/settings.md", settingsPage(settings)] as const,
    ["docs/errors.md", errorsPage(errorCodes)] as const,
    // Without a version, which changes with every release and is none of the schema's own (docs/service/pulumi-engine.md#schema-version).
    ["sdk/schema.json", JSON.stringify(packageSchema(kinds, settings))] as const,
  ]);
  const entries = [...files].map(async ([path, text]) => [path, await formatted(path, text)] as const);
  return new Map(await Promise.all(entries));
}

const filesIn = (folder: string): readonly string[] =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
        .filter((path) => statSync(join(ROOT, path)).isFile())
    : [];

const SDKS_ARE_STALE = "The SDKs of Python and Go are stale: run `npm run generate:sdks`, with the Pulumi CLI on PATH.";

function sdksAreCurrent(): boolean {
  const { schema, version } = JSON.parse(readFileSync(join(ROOT, ORIGIN), "utf8")) as Record<string, string>;
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const sha256 = createHash("sha256")
    .update(readFileSync(join(ROOT, "sdk/schema.json")))
    .digest("hex");
  return schema === sha256 && version === manifest.version;
}

/** Removes the folders in it, at any depth, that hold no file. */
function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = join(folder, entry.name);
    removeEmptyFolders(inner);
    if (readdirSync(inner).length === 0) rmdirSync(inner);
  }
}

async function main(check: boolean): Promise<number> {
  const files = await produced();
  const read = (path: string): string | undefined =>
    existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), "utf8") : undefined;
  const stale = [...files].filter(([path, text]) => read(path) !== text);
  const left = OWNED.flatMap(filesIn).filter((path) => !files.has(path) && !KEPT.some((kept) => path.startsWith(kept)));
  if (check) {
    for (const [path] of stale) console.log(`stale: ${path}`);
    for (const path of left) console.log(`no longer generated: ${path}`);
    if (stale.length + left.length > 0) console.log("Run `npm run generate` and commit what it writes.");
    if (!sdksAreCurrent()) console.log(SDKS_ARE_STALE);
    return stale.length + left.length === 0 && sdksAreCurrent() ? 0 : 1;
  }
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  for (const path of left) rmSync(join(ROOT, path));
  for (const folder of OWNED) removeEmptyFolders(join(ROOT, folder));
  console.log(`${files.size} files, ${stale.length} written, ${left.length} removed.`);
  if (!sdksAreCurrent()) console.log(SDKS_ARE_STALE);
  return 0;
}

main(process.argv.includes("--check")).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
