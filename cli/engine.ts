import { readFile, writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import {
  EngineError,
  type Kind,
  type OperationResult,
  Recorder,
  TextDisplay,
  UnsupportedError,
  type UntypedDeployment,
  Workspace,
  digest,
  exportState,
  hasChanges,
  importState,
  legible,
  operate,
} from "../engine";
import { EXIT } from "./exit";
import { parse } from "./parse";

/** Exit code of `--expect-no-changes` when there are some, as the CLI has it. */
const UNEXPECTED_CHANGES = 7;
const NOTICE =
  "This is the embedded engine of pulumi-purview, for trying and testing. The production engine is `pulumi` (https://www.pulumi.com/docs/install).";

interface Flags {
  readonly cwd: string;
  readonly stack: string;
  readonly state?: string;
  readonly config?: readonly string[];
  readonly refresh?: boolean;
  readonly expectNoChanges?: boolean;
  readonly json?: boolean;
  readonly parallel?: number;
  readonly skipPreview?: boolean;
  readonly previewOnly?: boolean;
  readonly allowEmpty?: boolean;
  readonly clearPendingCreates?: boolean;
  readonly file?: string;
  readonly target?: unknown;
  readonly replace?: unknown;
  readonly exclude?: unknown;
  readonly policyPack?: unknown;
  readonly plan?: unknown;
  readonly runProgram?: unknown;
  readonly protect?: boolean;
}

interface Verb {
  readonly kind: Kind;
  readonly title: readonly [preview: string, real: string];
}
const VERBS = {
  preview: { kind: "update", title: ["Previewing update", "Updating"] },
  up: { kind: "update", title: ["Previewing update", "Updating"] },
  refresh: { kind: "refresh", title: ["Previewing refresh", "Refreshing"] },
  destroy: { kind: "destroy", title: ["Previewing destroy", "Destroying"] },
} as const satisfies Record<string, Verb>;

/** `purview engine`: Pulumi programs without the Pulumi CLI. */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.well;
  const command = new Command("purview engine").description(
    `Runs a Pulumi TypeScript program without the Pulumi CLI.\n${NOTICE}`,
  );
  const verb = (name: string, summary: string, action: (flags: Flags) => Promise<number>) =>
    common(command.command(name).description(summary)).action(async (flags: Flags) => {
      code = await guarded(() => action(flags));
    });

  verb("preview", "show what up would do", (flags) => operation(VERBS.preview, flags, ["preview"]))
    .option("--refresh", "read every object first")
    .option("--allow-empty", "accept a program that registers no resource");
  verb("up", "make the objects what the program says", (flags) =>
    operation(VERBS.up, flags, flags.skipPreview ? ["real"] : ["preview", "real"]),
  )
    .option("--refresh", "read every object first")
    .option("--skip-preview", "begin without a preview")
    .option("--allow-empty", "accept a program that registers no resource")
    .option("--yes", "accepted for symmetry with pulumi: nothing is asked");
  verb("refresh", "take what is there into the state", (flags) =>
    operation(VERBS.refresh, flags, flags.previewOnly ? ["preview"] : ["real"]),
  )
    .option("--clear-pending-creates", "forget creations that an earlier run left unfinished")
    .option("--preview-only", "only show what is different")
    .option("--skip-preview", "accepted for symmetry with pulumi: none is made")
    .option("--yes", "accepted for symmetry with pulumi: nothing is asked");
  verb("destroy", "delete every object of the stack", (flags) =>
    operation(VERBS.destroy, flags, flags.previewOnly ? ["preview"] : ["real"]),
  )
    .option("--preview-only", "only show what would be deleted")
    .option("--skip-preview", "accepted for symmetry with pulumi: none is made")
    .option("--yes", "accepted for symmetry with pulumi: nothing is asked");
  verb("export", "write the state as `pulumi stack import` takes it", writeState).option(
    "--file <file>",
    "where to; default: stdout",
  );
  common(
    command
      .command("import")
      .description(
        "take an existing object over (type, name, id), or those of a bulk import file, or read an exported state (--file)",
      )
      .argument("[type]", "type token, as purview:retention:RetentionCompliancePolicy")
      .argument("[name]", "name of the resource in the program")
      .argument("[id]", "id of the object"),
  )
    .option(
      "--file <file>",
      "a bulk import file of `purview export`, or a state that `export` or `pulumi stack export` wrote; - is stdin",
    )
    .option("--no-protect", "do not mark the resource as protected")
    .action(async (type: string | undefined, name: string | undefined, id: string | undefined, flags: Flags) => {
      code = await guarded(() => {
        if (flags.file !== undefined && type === undefined) return readState(flags);
        if (type !== undefined && name !== undefined && id !== undefined) return takeOver(flags, type, name, id);
        throw new EngineError(
          "import wants <type> <name> <id>, or --file with a bulk import file or an exported state",
        );
      });
    });
  const parsed = await parse(command, args);
  return parsed === EXIT.well ? code : parsed;
}

const common = (command: Command): Command =>
  command
    .option("--cwd <dir>", "directory with Pulumi.yaml, or below it", ".")
    .option("--stack <name>", "stack", "dev")
    .option("--state <dir>", "where the state lives (default: .purview/state in --cwd)")
    .option("--config <key=value>", "configuration for this run; repeatable", (value, list: string[] = []) => [
      ...list,
      value,
    ])
    .option("--expect-no-changes", `exit ${UNEXPECTED_CHANGES} when there are changes`)
    .addOption(new Option("--target <urn...>").hideHelp())
    .addOption(new Option("--replace <urn...>").hideHelp())
    .addOption(new Option("--exclude <urn...>").hideHelp())
    .addOption(new Option("--policy-pack <path...>").hideHelp())
    .addOption(new Option("--plan <file>").hideHelp())
    .addOption(new Option("--run-program").hideHelp())
    .addOption(new Option("--parallel <n>", "so many operations at a time").argParser(Number))
    .option("--json", "print JSON, as `pulumi preview --json` does");

/** Options of the CLI that mean something else than doing everything: not to be passed over. */
const FOREIGN = ["target", "replace", "exclude", "policyPack", "plan", "runProgram"] as const;

async function operation(verb: Verb, flags: Flags, phases: readonly ("preview" | "real")[]): Promise<number> {
  process.stderr.write(`${NOTICE}\n`);
  for (const name of FOREIGN)
    if (flags[name] !== undefined)
      throw new UnsupportedError(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  const workspace = workspaceOf(flags);
  const interruption = new Interruption();
  try {
    let code: number = EXIT.well;
    for (const phase of phases) {
      const last = phase === phases.at(-1);
      code = await runPhase(workspace, verb, flags, phase === "preview", last, interruption);
      if (code !== EXIT.well) return code;
    }
    return code;
  } finally {
    interruption.dispose();
  }
}

async function runPhase(
  workspace: Workspace,
  { kind, title }: Verb,
  flags: Flags,
  preview: boolean,
  last: boolean,
  interruption: Interruption,
): Promise<number> {
  const text = new TextDisplay({
    preview,
    stack: workspace.stack,
    project: workspace.project.name,
    write: (line) => void process.stdout.write(`${line}\n`),
  });
  const recorder = new Recorder(flags.json ? undefined : text);
  if (!flags.json) process.stdout.write(`${preview ? title[0] : title[1]} (${workspace.stack}):\n\n`);
  const result = await operate(workspace, kind, {
    preview,
    sink: recorder,
    stop: interruption.stop,
    kill: interruption.kill,
    ...(flags.refresh !== undefined && { refresh: flags.refresh }),
    ...(flags.parallel !== undefined && { parallel: flags.parallel }),
    ...(flags.clearPendingCreates !== undefined && { clearPendingCreates: flags.clearPendingCreates }),
    ...(flags.allowEmpty !== undefined && { allowEmpty: flags.allowEmpty }),
  });
  if (!flags.json) text.finish(result);
  else if (last || !result.ok) print(digest(recorder, result, Object.fromEntries(pairs(flags.config))));
  if (!flags.json) process.stdout.write("\n");
  return exitCode(result, flags, preview || last);
}

function exitCode(result: OperationResult, flags: Flags, counts: boolean): number {
  if (result.interrupted) return EXIT.interrupted;
  if (!result.ok) return EXIT.error;
  if (flags.expectNoChanges && counts && hasChanges(result.changes)) {
    process.stderr.write("error: no changes were expected but changes occurred\n");
    return UNEXPECTED_CHANGES;
  }
  return EXIT.well;
}

async function writeState(flags: Flags): Promise<number> {
  const exported = await exportState(workspaceOf(flags));
  if (flags.file === undefined) print(exported);
  else await writeFile(flags.file, `${JSON.stringify(exported, undefined, 4)}\n`, { mode: 0o600 });
  return EXIT.well;
}

async function takeOver(flags: Flags, type: string, name: string, id: string): Promise<number> {
  process.stderr.write(`${NOTICE}\n`);
  const workspace = workspaceOf(flags);
  const recorder = new Recorder();
  const imports = [{ type, name, id, protect: flags.protect ?? true }];
  const result = await operate(workspace, "import", { preview: false, sink: recorder, imports });
  for (const { severity, message } of recorder.diagnostics) process.stderr.write(`${severity}: ${message}\n`);
  const imported = recorder.steps.find(({ op, failed }) => op === "import" && !failed)?.new;
  if (!result.ok || !imported) return EXIT.error;
  process.stderr.write("Imported. Declare it in the program with these arguments:\n");
  print(legible(imported.inputs));
  return EXIT.well;
}

async function readState(flags: Flags): Promise<number> {
  const text = await readFile(flags.file === undefined || flags.file === "-" ? "/dev/stdin" : flags.file, "utf8");
  const parsed = JSON.parse(text) as UntypedDeployment | BulkImport;
  if ("resources" in parsed) return takeOverAll(flags, parsed);
  await importState(workspaceOf(flags), parsed);
  process.stderr.write("Import complete.\n");
  return EXIT.well;
}

/** What `pulumi import --file` reads and `purview export` writes: types, names and ids. */
interface BulkImport {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly logicalName?: string;
    readonly id: string;
  }[];
}

async function takeOverAll(flags: Flags, { resources }: BulkImport): Promise<number> {
  process.stderr.write(`${NOTICE}\n`);
  const recorder = new Recorder();
  // The logical name; `name` is then what a generated program calls it.
  const imports = resources.map(({ type, name, logicalName, id }) => ({
    type,
    name: logicalName ?? name,
    id,
    protect: flags.protect ?? true,
  }));
  const result = await operate(workspaceOf(flags), "import", { preview: false, sink: recorder, imports });
  for (const { severity, message } of recorder.diagnostics) process.stderr.write(`${severity}: ${message}\n`);
  const imported = recorder.steps.filter(({ op, failed }) => op === "import" && !failed).length;
  process.stderr.write(`Imported ${imported} of ${resources.length}.\n`);
  return result.ok && imported === resources.length ? EXIT.well : EXIT.error;
}

const workspaceOf = (flags: Flags): Workspace =>
  new Workspace({
    cwd: flags.cwd,
    stack: flags.stack,
    ...(flags.state !== undefined && { state: flags.state }),
    config: Object.fromEntries(pairs(flags.config)),
  });

function pairs(config: readonly string[] = []): [string, string][] {
  return config.map((pair) => {
    const at = pair.indexOf("=");
    if (at < 1) throw new EngineError(`--config wants key=value, not "${pair}"`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, undefined, 4)}\n`);

async function guarded(action: () => Promise<number>): Promise<number> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof EngineError) && !(error instanceof SyntaxError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return EXIT.error;
  }
}

/** The first Ctrl-C lets what runs end; the second kills it. */
class Interruption {
  private readonly stopping = new AbortController();
  private readonly killing = new AbortController();
  readonly stop = this.stopping.signal;
  readonly kill = this.killing.signal;

  constructor() {
    process.on("SIGINT", this.onSignal);
    process.on("SIGTERM", this.onSignal);
  }

  dispose(): void {
    process.off("SIGINT", this.onSignal);
    process.off("SIGTERM", this.onSignal);
  }

  private readonly onSignal = (): void => {
    if (this.stop.aborted) return this.killing.abort();
    process.stderr.write(
      "^C received; cancelling. If you would like to terminate immediately, press ^C again.\nNote that terminating immediately may lead to orphaned resources and other inconsistencies.\n",
    );
    this.stopping.abort();
  };
}
