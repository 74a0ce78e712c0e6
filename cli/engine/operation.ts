import {
  digest,
  hasChanges,
  type Kind,
  operate,
  type OperationOptions,
  type OperationResult,
  Recorder,
  TextDisplay,
  type Workspace,
} from "../../engine";
import { EXIT } from "../exit";
import { colored } from "../output/style";
import { Interruption } from "./interruption";
import { writeJson, writeNotice } from "./notice";
import { configOf, type EngineFlags, rejectUnsupported, UNEXPECTED_CHANGES, workspaceOf } from "./options";

export type Phase = "preview" | "run";

interface Operation {
  readonly kind: Kind;
  readonly titles: { readonly [phase in Phase]: string };
}

export const OPERATIONS = {
  preview: { kind: "update", titles: { preview: "Previewing update", run: "Updating" } },
  up: { kind: "update", titles: { preview: "Previewing update", run: "Updating" } },
  refresh: { kind: "refresh", titles: { preview: "Previewing refresh", run: "Refreshing" } },
  destroy: { kind: "destroy", titles: { preview: "Previewing destroy", run: "Destroying" } },
} as const satisfies Record<string, Operation>;

/** How a phase is shown. */
interface Display {
  readonly recorder: Recorder;
  begin(): void;
  end(result: OperationResult, isLast: boolean): void;
}

/** One phase after the other; the first that fails is the last. */
export async function runOperation(
  operation: Operation,
  flags: EngineFlags,
  phases: readonly Phase[],
): Promise<number> {
  writeNotice();
  rejectUnsupported(flags);
  const workspace = workspaceOf(flags);
  const interruption = new Interruption();
  try {
    for (const phase of phases) {
      const display = flags.json ? jsonDisplay(flags) : textDisplay(workspace, operation.titles[phase], phase);
      display.begin();
      const result = await operate(workspace, operation.kind, {
        ...optionsOf(flags),
        preview: phase === "preview",
        sink: display.recorder,
        stop: interruption.stop,
        kill: interruption.kill,
      });
      display.end(result, phase === phases.at(-1));
      const code = exitCode(result, flags);
      if (code !== EXIT.ok) return code;
    }
    return EXIT.ok;
  } finally {
    interruption.dispose();
  }
}

const optionsOf = ({ refresh, parallel, clearPendingCreates, allowEmpty }: EngineFlags): Partial<OperationOptions> => ({
  ...(refresh !== undefined && { refresh }),
  ...(parallel !== undefined && { parallel }),
  ...(clearPendingCreates !== undefined && { clearPendingCreates }),
  ...(allowEmpty !== undefined && { allowEmpty }),
});

function textDisplay(workspace: Workspace, title: string, phase: Phase): Display {
  const { stack, project } = workspace;
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const text = new TextDisplay({ preview: phase === "preview", stack, project: project.name, write, color: colored });
  return {
    recorder: new Recorder(text),
    begin: () => write(`${title} (${stack}):\n`),
    end(result) {
      text.finish(result);
      write("");
    },
  };
}

/** One document on stdout: that of the phase that ends the run. */
function jsonDisplay(flags: EngineFlags): Display {
  const recorder = new Recorder();
  return {
    recorder,
    begin: () => undefined,
    end(result, isLast) {
      if (isLast || !result.ok) writeJson(digest(recorder, result, configOf(flags)));
    },
  };
}

function exitCode(result: OperationResult, flags: EngineFlags): number {
  if (result.interrupted) return EXIT.interrupted;
  if (!result.ok) return EXIT.error;
  if (flags.expectNoChanges && hasChanges(result.changes)) {
    process.stderr.write("error: no changes were expected but changes occurred\n");
    return UNEXPECTED_CHANGES;
  }
  return EXIT.ok;
}
