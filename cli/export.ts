import { join } from "node:path";
import { Command, Option } from "commander";
import type { Reporter } from "../provider/lifecycle";
import { openSession } from "../provider/session";
import { EXIT } from "./exit";
import { printable } from "../provider/errors";
import { collect, type Collected } from "./export/collect";
import { writeFiles } from "./export/files";
import { importFile } from "./export/import-file";
import { chooseKinds } from "./export/kinds";
import { noticeLines, noticesOf } from "./export/notices";
import { inOrder } from "./export/order";
import { finderOf, programInputs, targetsIn } from "./export/references";
import { type Host, typescriptProgram } from "./export/typescript-program";
import { runAction } from "./parse";
import { programSettings, type SettingFlags, withSettings } from "./program-settings";
import { interruptible } from "./report";

interface Flags extends SettingFlags {
  readonly out: string;
  readonly kind: readonly string[];
  readonly name?: string;
  readonly host: Host;
  readonly includeBuiltIn?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

const PROGRAM_FILE = "index.ts";
const IMPORT_FILE = "import.json";

/** The command and its options. */
export const define = (): Command =>
  withSettings(
    new Command("purview export")
      .description(
        `Reads what the tenant has and writes ${PROGRAM_FILE} (the program, with references instead of GUIDs) and ${IMPORT_FILE} (for ` +
          "`pulumi import --file`). Signs in with the same settings as the provider (PURVIEW_…, ARM_…, AZURE_…). Never changes the tenant.",
      )
      .option("--out <dir>", "directory for the files", "purview-export")
      .option("--kind <noun>", "only this kind (repeatable)", (noun: string, all: string[]) => [...all, noun], [])
      .option("--name <pattern>", "only objects whose name matches (* = anything, case ignored)")
      .addOption(
        new Option("--host <host>", "which import the program uses").choices(["plugin", "dynamic"]).default("plugin"),
      )
      .option("--include-built-in", "also export the objects that Microsoft created, such as the default labels")
      .option("--force", "overwrite files that exist")
      .option("--json", "print the objects as JSON instead of writing files"),
  );

/** `purview export`: what a tenant has, as a program and as a bulk import file. Reads only. */
export const run = (args: readonly string[]): Promise<number> => runAction<Flags>(define(), args, exportTenant);

const note = (line: string): void => void process.stderr.write(`${line}\n`);

async function exportTenant(flags: Flags): Promise<number> {
  const chosen = chooseKinds(flags.kind);
  if (typeof chosen === "string") {
    note(`purview export: ${chosen}`);
    return EXIT.usage;
  }
  const { settings } = programSettings(flags);
  const reporter: Reporter = { warn: note, info: note, progress: note };
  const session = openSession(settings, { notify: note });
  const { signal, done } = interruptible();
  try {
    const filter = {
      kinds: chosen,
      name: flags.name === undefined ? undefined : pattern(flags.name),
      includeBuiltIn: flags.includeBuiltIn ?? false,
      signal,
    };
    const collected = await collect({ settings, session, reporter }, filter, (noun, count) =>
      note(`${noun.padEnd(42)} ${count}`),
    );
    const written = write(collected, flags);
    // An optional list needs a role or license that few have.
    return written && collected.unread.every(({ list }) => list !== undefined) ? EXIT.ok : EXIT.error;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    done();
    await session.close();
  }
}

const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i");

/** @returns False where files of that name exist and are different. */
function write({ objects, context, unread, builtIn }: Collected, flags: Flags): boolean {
  const find = finderOf(objects, context);
  const sorted = inOrder(objects, (object) => programInputs(object, find).flatMap(([, value]) => targetsIn(value)));
  const notices = noticesOf(sorted, find);
  if (flags.json) {
    const rows = sorted.map((object) => {
      const { kind, id, name, logicalName, inputs } = object;
      return { noun: kind.noun, type: kind.token, id, name, logicalName, builtIn: object.builtIn, inputs };
    });
    process.stdout.write(`${JSON.stringify({ objects: rows, unread, builtIn, ...notices }, undefined, 2)}\n`);
    return true;
  }
  for (const { noun, list, reason } of unread) note(`not read: ${list ?? noun}: ${printable(reason)}`);
  if (builtIn > 0)
    note(`${builtIn} of Microsoft's built-in objects are not exported (--include-built-in exports them).`);
  for (const line of noticeLines(notices)) note(line);
  const differing = writeFiles(flags.out, flags.force ? "always" : "never", {
    [PROGRAM_FILE]: typescriptProgram(sorted, find, flags.host),
    [IMPORT_FILE]: `${JSON.stringify(importFile(sorted), undefined, 2)}\n`,
  });
  if (differing.length > 0) {
    note(
      `Nothing was written: ${differing.join(", ")} exist${differing.length === 1 ? "s" : ""} with other content. Overwrite with --force, or choose another directory with --out.`,
    );
    return false;
  }
  note(`${sorted.length} objects: ${join(flags.out, PROGRAM_FILE)}, ${join(flags.out, IMPORT_FILE)}`);
  note(nextStep(flags));
  return true;
}

const nextStep = ({ host, out }: Flags): string =>
  host === "plugin"
    ? `Next: pulumi import --file ${join(out, IMPORT_FILE)} --generate-code=false, then pulumi preview with ${PROGRAM_FILE} as the program.`
    : "Next: pulumi up with `adoptExisting: true` in the provider's settings takes over the objects.";
