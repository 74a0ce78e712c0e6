import { readFile, writeFile } from "node:fs/promises";
import { exportState, importState, type UntypedDeployment } from "../../engine";
import { EXIT } from "../exit";
import { type BulkImportResource, importObjects } from "./import-objects";
import { writeJson } from "./notice";
import { type EngineFlags, workspaceOf } from "./options";

/** What `pulumi import --file` reads and `purview export` writes. */
interface BulkImport {
  readonly resources: readonly BulkImportResource[];
}

export async function writeState(flags: EngineFlags): Promise<number> {
  const state = await exportState(workspaceOf(flags));
  if (flags.file === undefined) writeJson(state);
  else await writeFile(flags.file, `${JSON.stringify(state, undefined, 4)}\n`, { mode: 0o600 });
  return EXIT.ok;
}

/** Reads a file that holds either a bulk import or a state. */
export async function importFile(file: string, flags: EngineFlags): Promise<number> {
  const text = await readFile(file === "-" ? "/dev/stdin" : file, "utf8");
  const content = JSON.parse(text) as UntypedDeployment | BulkImport;
  if ("resources" in content) return importObjects(content.resources, flags);
  await importState(workspaceOf(flags), content);
  process.stderr.write("Import complete.\n");
  return EXIT.ok;
}
