import { Command } from "commander";
import { importObject } from "./engine/import-objects";
import { NOTICE } from "./engine/notice";
import { type EngineFlags, withEngineOptions } from "./engine/options";
import { OPERATIONS, runOperation } from "./engine/operation";
import { importFile, writeState } from "./engine/state";
import { EngineError } from "../engine";
import { EXIT } from "./exit";
import { parse } from "./parse";

type Action = (flags: EngineFlags) => Promise<number>;

/** `purview engine`: Pulumi programs without the Pulumi CLI. */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  const engine = define((ended) => {
    code = ended;
  });
  return (await parse(engine, args)) ?? code;
}

/** The command, its subcommands and their options. `ended` gets the exit code of the one that ran. */
export function define(ended: (code: number) => void = () => undefined): Command {
  const engine = new Command("purview engine").description(
    `Runs a Pulumi TypeScript program without the Pulumi CLI.\n${NOTICE}`,
  );
  const add = (name: string, summary: string): Command => withEngineOptions(engine.command(name).description(summary));
  const does = (action: Action) => async (flags: EngineFlags) => {
    ended(await reportErrors(() => action(flags)));
  };

  add("preview", "show what up would do")
    .option("--refresh", "read every object first")
    .option("--allow-empty", "accept a program that registers no resource")
    .action(does((flags) => runOperation(OPERATIONS.preview, flags, ["preview"])));
  add("up", "create, update and delete what the program asks for")
    .option("--refresh", "read every object first")
    .option("--skip-preview", "start without a preview")
    .option("--allow-empty", "accept a program that registers no resource")
    .option("--yes", "accepted as by pulumi: no question is asked anyway")
    .action(does((flags) => runOperation(OPERATIONS.up, flags, flags.skipPreview ? ["run"] : ["preview", "run"])));
  add("refresh", "read every object into the state")
    .option("--clear-pending-creates", "remove creations that an earlier run left unfinished")
    .option("--preview-only", "only show the differences")
    .option("--skip-preview", "accepted as by pulumi: there is none anyway")
    .option("--yes", "accepted as by pulumi: no question is asked anyway")
    .action(does((flags) => runOperation(OPERATIONS.refresh, flags, [flags.previewOnly ? "preview" : "run"])));
  add("destroy", "delete every object of the stack")
    .option("--preview-only", "only show what would be deleted")
    .option("--skip-preview", "accepted as by pulumi: there is none anyway")
    .option("--yes", "accepted as by pulumi: no question is asked anyway")
    .action(does((flags) => runOperation(OPERATIONS.destroy, flags, [flags.previewOnly ? "preview" : "run"])));
  add("export", "write the state in the form that `pulumi stack import` reads")
    .option("--file <file>", "where to write it (default: stdout)")
    .action(does(writeState));
  add("import", "import one object (type, name, id), those of a bulk import file, or an exported state (--file)")
    .argument("[type]", "type token, for example purview:retention:RetentionCompliancePolicy")
    .argument("[name]", "name of the resource in the program")
    .argument("[id]", "id of the object")
    .option(
      "--file <file>",
      "a bulk import file of `purview export`, or a state that `export` or `pulumi stack export` wrote; - is stdin",
    )
    .option("--no-protect", "do not mark the resources as protected")
    .action(async (type: string | undefined, name: string | undefined, id: string | undefined, flags: EngineFlags) => {
      await does(() => {
        if (flags.file !== undefined && type === undefined) return importFile(flags.file, flags);
        if (type !== undefined && name !== undefined && id !== undefined)
          return importObject({ type, name, id }, flags);
        throw new EngineError(
          "import needs <type> <name> <id>, or --file with a bulk import file or an exported state",
        );
      })(flags);
    });
  return engine;
}

async function reportErrors(action: () => Promise<number>): Promise<number> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof EngineError) && !(error instanceof SyntaxError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return EXIT.error;
  }
}
