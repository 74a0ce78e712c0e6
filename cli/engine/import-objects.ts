import { type ImportRequest, displayValue, operate, Recorder } from "../../engine";
import { EXIT } from "../exit";
import { writeJson, writeNotice } from "./notice";
import { type EngineFlags, workspaceOf } from "./options";

/** A line of what `pulumi import --file` reads and `purview export` writes. */
export interface BulkImportResource {
  readonly type: string;
  /** What a generated program calls it; also the logical name where none is given. */
  readonly name: string;
  readonly logicalName?: string;
  readonly id: string;
}

/** Imports one object, and prints the arguments to declare it with. */
export async function importObject(resource: BulkImportResource, flags: EngineFlags): Promise<number> {
  const { ok, imported } = await runImport([resource], flags);
  const [step] = imported;
  if (!ok || !step?.new) return EXIT.error;
  process.stderr.write("Imported. Declare it in the program with these arguments:\n");
  writeJson(displayValue(step.new.inputs));
  return EXIT.ok;
}

export async function importObjects(resources: readonly BulkImportResource[], flags: EngineFlags): Promise<number> {
  const { ok, imported } = await runImport(resources, flags);
  process.stderr.write(`Imported ${imported.length} of ${resources.length}.\n`);
  return ok && imported.length === resources.length ? EXIT.ok : EXIT.error;
}

async function runImport(resources: readonly BulkImportResource[], flags: EngineFlags) {
  writeNotice();
  const recorder = new Recorder();
  const imports = resources.map(({ type, name, logicalName, id }): ImportRequest => ({
    type,
    name: logicalName ?? name,
    id,
    protect: flags.protect ?? true,
  }));
  const { ok } = await operate(workspaceOf(flags), "import", { preview: false, sink: recorder, imports });
  for (const { severity, message } of recorder.diagnostics) process.stderr.write(`${severity}: ${message}\n`);
  return { ok, imported: recorder.steps.filter(({ op, failed }) => op === "import" && !failed) };
}
