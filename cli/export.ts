import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import type { Reporter } from "../provider/lifecycle";
import { openSession, resolveSettings } from "../provider/session";
import { EXIT } from "./exit";
import { collect, type Collected } from "./export/collect";
import { importFile } from "./export/import-file";
import { chooseKinds } from "./export/kinds";
import { noticeLines, noticesOf } from "./export/notices";
import { inOrder } from "./export/order";
import { finderOf, programInputs, targetsIn } from "./export/references";
import { type Host, typescriptProgram } from "./export/typescript-program";
import { runAction } from "./parse";
import { interruptible } from "./report";

interface Flags {
  readonly out: string;
  readonly kind: readonly string[];
  readonly name?: string;
  readonly host: Host;
  readonly json?: boolean;
}

const PROGRAM_FILE = "index.ts";
const IMPORT_FILE = "import.json";

/** `purview export`: what a tenant has, as a program and as a bulk import file. Reads only. */
export const run = (args: readonly string[]): Promise<number> =>
  runAction<Flags>(
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
      .option("--json", "print the objects as JSON instead of writing files"),
    args,
    exportTenant,
  );

const note = (line: string): void => void process.stderr.write(`${line}\n`);

async function exportTenant(flags: Flags): Promise<number> {
  const chosen = chooseKinds(flags.kind);
  if (typeof chosen === "string") {
    note(`purview export: ${chosen}`);
    return EXIT.usage;
  }
  const settings = resolveSettings({ env: process.env });
  const reporter: Reporter = { warn: note, info: note, progress: note };
  const session = openSession(settings, { notify: note });
  const { signal, done } = interruptible();
  try {
    const filter = { kinds: chosen, name: flags.name === undefined ? undefined : pattern(flags.name), signal };
    const collected = await collect({ settings, session, reporter }, filter, (noun, count) =>
      note(`${noun.padEnd(42)} ${count}`),
    );
    write(collected, flags);
    // An optional list needs a role or license that few have.
    return collected.unread.some(({ list }) => list === undefined) ? EXIT.error : EXIT.ok;
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

function write({ objects, unread, builtIn }: Collected, flags: Flags): void {
  const find = finderOf(objects);
  const sorted = inOrder(objects, (object) => programInputs(object, find).flatMap(([, value]) => targetsIn(value)));
  const notices = noticesOf(sorted);
  if (flags.json) {
    const rows = sorted.map(({ kind, id, name, inputs }) => ({ noun: kind.noun, type: kind.token, id, name, inputs }));
    process.stdout.write(`${JSON.stringify({ objects: rows, unread, builtIn, ...notices }, undefined, 2)}\n`);
    return;
  }
  const folder = resolve(flags.out);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, PROGRAM_FILE), typescriptProgram(sorted, find, flags.host));
  writeFileSync(join(folder, IMPORT_FILE), `${JSON.stringify(importFile(sorted), undefined, 2)}\n`);
  for (const { noun, list, reason } of unread) note(`not read: ${list ?? noun}: ${reason}`);
  if (builtIn > 0) note(`${builtIn} of Microsoft's built-in objects are not exported: they cannot be managed.`);
  for (const line of noticeLines(notices)) note(line);
  note(`${sorted.length} objects: ${join(flags.out, PROGRAM_FILE)}, ${join(flags.out, IMPORT_FILE)}`);
  note(nextStep(flags));
}

const nextStep = ({ host, out }: Flags): string =>
  host === "plugin"
    ? `Next: pulumi import --file ${join(out, IMPORT_FILE)} --generate-code=false, then pulumi preview with ${PROGRAM_FILE} as the program.`
    : "Next: pulumi up with `adoptExisting: true` in the provider's settings takes over the objects.";
