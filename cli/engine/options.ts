import { type Command, Option } from "commander";
import { EngineError, UnsupportedError, Workspace } from "../../engine";

/** Exit code of `--expect-no-changes` when there are some, as of the Pulumi CLI. */
export const UNEXPECTED_CHANGES = 7;

/** Options of the Pulumi CLI that restrict or redirect an operation: ignoring them would do more than was asked for. */
const UNSUPPORTED = {
  target: "--target <urn...>",
  replace: "--replace <urn...>",
  exclude: "--exclude <urn...>",
  policyPack: "--policy-pack <path...>",
  plan: "--plan <file>",
  runProgram: "--run-program",
} as const;

export type EngineFlags = {
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
  readonly protect?: boolean;
} & { readonly [name in keyof typeof UNSUPPORTED]?: unknown };

export function withEngineOptions(command: Command): Command {
  command
    .option("--cwd <dir>", "directory with Pulumi.yaml, or below it", ".")
    .option("--stack <name>", "stack", "dev")
    .option("--state <dir>", "where the state is kept (default: .purview/state in --cwd)")
    .option("--config <key=value>", "configuration for this run (repeatable)", (value, earlier: string[] = []) => [
      ...earlier,
      value,
    ])
    .option("--expect-no-changes", `exit ${UNEXPECTED_CHANGES} when there are changes`)
    .addOption(new Option("--parallel <n>", "how many operations run at a time").argParser(Number))
    .option("--json", "print JSON, as `pulumi preview --json` does");
  for (const flags of Object.values(UNSUPPORTED)) command.addOption(new Option(flags).hideHelp());
  return command;
}

export function rejectUnsupported(flags: EngineFlags): void {
  for (const [name, option] of Object.entries(UNSUPPORTED) as [keyof typeof UNSUPPORTED, string][])
    if (flags[name] !== undefined) throw new UnsupportedError(option.split(" ")[0] ?? option);
}

export const configOf = ({ config = [] }: EngineFlags): { readonly [key: string]: string } =>
  Object.fromEntries(
    config.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new EngineError(`--config needs key=value, not "${pair}"`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

export const workspaceOf = (flags: EngineFlags): Workspace =>
  new Workspace({
    cwd: flags.cwd,
    stack: flags.stack,
    ...(flags.state !== undefined && { state: flags.state }),
    config: configOf(flags),
  });
