import assert from "node:assert/strict";
import { collect, type Collected } from "../../cli/export/collect";
import { chooseKinds } from "../../cli/export/kinds";
import { type Kind, kinds } from "../../provider/kinds";
import { createLifecycle } from "../../provider/lifecycle";
import type { Connection } from "../../provider/lifecycle/types";
import { makeSession, resolveSettings } from "../../provider/session";

import { argsOf, type TenantClient } from "../support/emulator";
import { visible } from "../../provider/values";
import { recordedOf } from "../kinds/emulated";
import { exportedProgram, type Registered } from "./exported-program";

/** One thing that a resource of an exported program causes although nothing was changed. */
export interface Finding {
  readonly resource: string;
  readonly step: string;
  readonly what: unknown;
}

export interface RoundTrip {
  readonly program: string;
  readonly collected: Collected;
  readonly findings: readonly Finding[];
}

const all = (): readonly Kind[] => {
  const chosen = chooseKinds([]);
  assert.ok(typeof chosen !== "string");
  return chosen;
};

/**
 * Exports a tenant, then checks, imports and previews the exported program, each by the lifecycle that both hosts call.
 * @returns What is not as it should be: nothing, for any object that a tenant can hold.
 */
export async function roundTrip(tenant: TenantClient, nouns?: readonly string[]): Promise<RoundTrip> {
  return await connected(tenant, async (connection, said) => {
    const filter = {
      kinds: nouns === undefined ? all() : kinds.filter(({ noun }) => nouns.includes(noun)),
      includeBuiltIn: false,
      signal: new AbortController().signal,
    };
    const collected = await collect(connection, filter, () => undefined);
    assert.deepEqual(collected.unread, []);
    const { text, resources } = exportedProgram(collected);
    said.length = 0;
    const findings: Finding[] = [];
    const lost = new Map(collected.objects.map(({ kind, id, unexpressed }) => [`${kind.noun} ${id}`, unexpressed]));
    for (const resource of resources) {
      const told = lost.get(`${resource.kind.noun} ${resource.id}`) ?? [];
      findings.push(...(await findingsOf(connection, resource, { said, lost: told })));
    }
    findings.push(...(await connected(tenant, (fresh, told) => takingOver(fresh, resources, told))));
    return { program: text, collected, findings };
  });
}

async function findingsOf(
  connection: Connection,
  { kind, logicalName, id, args }: Registered,
  { said, lost }: { readonly said: string[]; readonly lost: readonly string[] },
): Promise<readonly Finding[]> {
  const resource = `${kind.noun} "${logicalName}"`;
  const findings: Finding[] = [];
  const find = (step: string, what: unknown): void => {
    if (Array.isArray(what) && what.length === 0) return;
    findings.push({ resource, step, what });
  };
  const lifecycle = createLifecycle(connection);
  const imported = await lifecycle.read(kind, { id, logicalName });
  if (!imported) return [{ resource, step: "import", what: "gone" }];
  const told = said.splice(0);
  // Import says what the export says: what no property stands for.
  if (told.length !== (lost.length > 0 ? 1 : 0) || !lost.every((part) => told[0]?.includes(visible(part))))
    find("messages of import", { told, lost });
  const { inputs, failures } = await lifecycle.check(kind, { news: args, olds: imported.inputs, logicalName });
  find("check of the program", failures);
  const own = await lifecycle.check(kind, { news: imported.inputs, olds: imported.inputs, logicalName });
  find("check of the imported inputs", own.failures);
  if (JSON.stringify(own.inputs) !== JSON.stringify(imported.inputs)) find("inputs that check changes", own.inputs);
  for (const [step, desired] of [
    ["the program", inputs],
    ["the imported inputs", imported.inputs],
  ] as const)
    for (const against of ["live", "recorded"] as const) {
      const recorded = recordedOf(imported, imported.inputs);
      const diff = await lifecycle.diff(kind, { recorded, desired, ignored: [], against, logicalName });
      find(
        `preview of ${step}, ${against}: changes`,
        diff.changes.map(({ path, actual, desired: to }) => ({ path, actual, to })),
      );
      find(`preview of ${step}, ${against}: drift`, diff.driftLines);
      find(`preview of ${step}, ${against}: warnings`, diff.warnings);
    }
  const refreshed = await lifecycle.read(kind, { id, logicalName, recorded: recordedOf(imported, imported.inputs) });
  if (JSON.stringify(refreshed?.inputs) !== JSON.stringify(imported.inputs))
    find("inputs that a refresh changes", { imported: imported.inputs, refreshed: refreshed?.inputs });
  find("messages", said.splice(0));
  return findings;
}

/** A program of the dynamic provider: everything exists, and `up` takes it over. */
async function takingOver(
  connection: Connection,
  resources: readonly Registered[],
  said: string[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { kind, logicalName, args } of resources) {
    const news = { ...args, adoptExisting: true };
    const { failures } = await createLifecycle(connection).check(kind, { news, logicalName });
    const messages = said.splice(0).filter((line) => !line.endsWith("is taken over as it is."));
    const what = [...failures, ...messages];
    if (what.length > 0) findings.push({ resource: `${kind.noun} "${logicalName}"`, step: "taking it over", what });
  }
  return findings;
}

async function connected<T>(
  tenant: TenantClient,
  task: (connection: Connection, said: string[]) => Promise<T>,
): Promise<T> {
  const said: string[] = [];
  const note = (line: string): void => void said.push(line);
  const settings = resolveSettings({ args: argsOf(tenant), env: { PURVIEW_DELETION_PROTECTION: "none" } });
  const session = makeSession(settings);
  try {
    return await task({ settings, session, reporter: { warn: note, info: note, progress: () => undefined } }, said);
  } finally {
    await session.close();
  }
}
