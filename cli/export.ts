import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import type { Reporter } from "../provider/lifecycle";
import { openSession, resolveSettings } from "../provider/session";
import { EXIT } from "./exit";
import { collect, type Collected } from "./export/collect";
import { inOrder } from "./export/estate";
import { importFile } from "./export/import-file";
import { chooseKinds } from "./export/kinds";
import { noticeLines, noticesOf } from "./export/notices";
import { finderOf, programInputs, targetsIn } from "./export/references";
import { type Host, typescriptProgram } from "./export/typescript-program";
import { parse } from "./parse";

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
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.well;
  const command = new Command("purview export")
    .description(
      `Lists what the tenant has and writes ${PROGRAM_FILE} (the program, with references instead of GUIDs) and ${IMPORT_FILE} (for ` +
        "`pulumi import --file`). Signs in with the same settings as the provider (PURVIEW_…, ARM_…, AZURE_…). Never writes to the tenant.",
    )
    .option("--out <dir>", "where the files go", "purview-export")
    .option("--kind <noun>", "only this kind; repeatable", (noun: string, all: string[]) => [...all, noun], [])
    .option("--name <pattern>", "only objects whose name matches (* = anything, case ignored)")
    .addOption(
      new Option("--host <host>", "which import the program uses").choices(["plugin", "dynamic"]).default("plugin"),
    )
    .option("--json", "print what was found as JSON; writes no files")
    .action(async (flags: Flags) => {
      code = await exportTenant(flags);
    });
  const parsed = await parse(command, args);
  return parsed === EXIT.well ? code : parsed;
}

async function exportTenant(flags: Flags): Promise<number> {
  const chosen = chooseKinds(flags.kind);
  if (typeof chosen === "string") {
    process.stderr.write(`purview export: ${chosen}\n`);
    return EXIT.usage;
  }
  const settings = resolveSettings({ env: process.env });
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const reporter: Reporter = { warn: tell, info: tell, progress: tell };
  const session = openSession(settings, { notify: (message) => reporter.progress(message) });
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.once("SIGINT", interrupt);
  try {
    const filter = {
      kinds: chosen,
      name: flags.name === undefined ? undefined : pattern(flags.name),
      signal: interrupted.signal,
    };
    const collected = await collect({ settings, session, reporter }, filter, (noun, count) =>
      tell(`${noun.padEnd(42)} ${count}`),
    );
    report(flags, collected, tell);
    // A list beside the ordinary one takes a role or licence that few have.
    return collected.unread.some(({ list }) => list === undefined) ? EXIT.error : EXIT.well;
  } catch (error) {
    if (interrupted.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    process.removeListener("SIGINT", interrupt);
    await session.close();
  }
}

const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i");

function report(flags: Flags, { objects, unread, builtIn }: Collected, tell: (line: string) => void): void {
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
  for (const { noun, list, reason } of unread) tell(`not read: ${list ?? noun}: ${reason}`);
  if (builtIn > 0) tell(`${builtIn} objects of Microsoft's own are left out: they cannot be managed.`);
  for (const line of noticeLines(notices)) tell(line);
  tell(`${sorted.length} objects: ${join(flags.out, PROGRAM_FILE)}, ${join(flags.out, IMPORT_FILE)}`);
  if (flags.host === "plugin")
    tell(
      `Next: pulumi import --file ${join(flags.out, IMPORT_FILE)} --generate-code=false, then pulumi preview with ${PROGRAM_FILE} as the program.`,
    );
  else tell("Next: pulumi up with `adoptExisting: true` in the provider's settings takes the objects over.");
}
