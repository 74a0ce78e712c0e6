import assert from "node:assert/strict";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { importFile } from "../../cli/export/import-file";
import type { Collected } from "../../cli/export/collect";
import { inOrder } from "../../cli/export/order";
import { finderOf, programInputs, targetsIn } from "../../cli/export/references";
import { typescriptProgram } from "../../cli/export/typescript-program";
import { type Kind, kinds } from "../../provider/kinds";
import { isRecord, type Properties } from "../../provider/values";

/** A resource of an exported program, as Pulumi would register it. */
export interface Registered {
  readonly kind: Kind;
  readonly logicalName: string;
  readonly id: string;
  /** References as the ids of their targets. */
  readonly args: Properties;
}

export interface ExportedProgram {
  readonly text: string;
  readonly resources: readonly Registered[];
}

/** Runs what `purview export` writes, with classes that note what they are given; ids are those of its import file. */
export function exportedProgram({ objects, context }: Collected): ExportedProgram {
  const find = finderOf(objects, context);
  const sorted = inOrder(objects, (object) => programInputs(object, find).flatMap(([, value]) => targetsIn(value)));
  const text = typescriptProgram(sorted, find, "plugin");
  const ids = new Map(
    importFile(sorted).resources.map(({ type, name, logicalName = name, id }) => [`${type} ${logicalName}`, id]),
  );
  assert.equal(ids.size, objects.length, "two resources of the import file have one name");
  const resources: Registered[] = [];
  const classOf = (kind: Kind) =>
    class {
      readonly id: string;
      constructor(logicalName: string, args: unknown) {
        this.id = ids.get(`${kind.token} ${logicalName}`) ?? "";
        assert.notEqual(this.id, "", `the import file lacks ${kind.token} ${logicalName}`);
        assert.ok(isRecord(args));
        resources.push({ kind, logicalName, id: this.id, args: args as Properties });
      }
    };
  const areas: { [area: string]: { [noun: string]: unknown } } = {};
  for (const kind of kinds) areas[kind.area] = { ...areas[kind.area], [kind.noun]: classOf(kind) };
  const { outputText } = transpileModule(text, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
  });
  const run = new Function("require", "exports", outputText) as (require: () => unknown, exports: object) => void;
  run(() => areas, {});
  return { text, resources };
}
