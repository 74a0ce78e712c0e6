// `npm run generate:sdks`: the SDKs of other languages from sdk/schema.json, by Pulumi's own generator. Needs the Pulumi CLI on PATH.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const schema = join(root, "sdk/schema.json");
/** What Pulumi's generator does not make: written by hand, or by the language's own tools. */
const LANGUAGES = { python: ["README.md"], go: ["README.md", "purview/go.mod", "purview/go.sum"] };

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const work = mkdtempSync(join(tmpdir(), "purview-sdks-"));
// Its home is of this run alone: no login, no plugins of the user's, no check for updates.
const env = { ...process.env, PULUMI_HOME: join(work, "home"), PULUMI_SKIP_UPDATE_CHECK: "true" };

function pulumi(...args) {
  const { status, stdout, stderr, error } = spawnSync("pulumi", args, { env, encoding: "utf8" });
  if (error || status !== 0)
    throw new Error(`pulumi ${args.join(" ")}: ${error?.code === "ENOENT" ? "it is not on PATH" : stdout + stderr}`);
  return stdout.trim();
}

/** Replaces what is generated in a folder, and keeps the rest. */
function replace(folder, generated, kept) {
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(name.parentPath, name.name);
    if (name.isFile() && !kept.some((one) => path === join(folder, one))) rmSync(path);
  }
  cpSync(generated, folder, { recursive: true });
  removeEmptyFolders(folder);
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = join(folder, entry.name);
    removeEmptyFolders(inner);
    if (readdirSync(inner).length === 0) rmSync(inner, { recursive: true });
  }
}

/** What only TypeScript cannot name (provider/schema/resource.ts). */
function withoutOverlays(spec) {
  for (const resource of Object.values(spec.resources)) delete resource.isOverlay;
  return spec;
}

try {
  const generator = pulumi("version");
  const complete = join(work, "schema.json");
  writeFileSync(complete, JSON.stringify(withoutOverlays(JSON.parse(readFileSync(schema, "utf8")))));
  for (const language of Object.keys(LANGUAGES))
    pulumi("package", "gen-sdk", complete, "--language", language, "--version", version, "--out", work);
  for (const [language, kept] of Object.entries(LANGUAGES))
    replace(join(root, "sdk", language), join(work, language), kept);
  const sha256 = createHash("sha256").update(readFileSync(schema)).digest("hex");
  const origin = { schema: sha256, version, generator: `pulumi ${generator}` };
  writeFileSync(join(root, "sdk/generated-from.json"), `${JSON.stringify(origin, undefined, 2)}\n`);
  console.log(`The SDKs of ${Object.keys(LANGUAGES).join(" and ")} are made by ${origin.generator}.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
