import assert from "node:assert/strict";
import { type CatalogueCmdlet, type CatalogueParameter, type CatalogueSet, findCmdlet } from "../../../catalogue";
import type { Json } from "../../../emulator/contract";
import { type BindResult, tryBind } from "../../../emulator/binder";

export type Raw = { readonly [name: string]: Json };

export function cmdletNamed(name: string): CatalogueCmdlet {
  const cmdlet = findCmdlet(name);
  assert.ok(cmdlet, `${name} is not in the catalogue`);
  return cmdlet;
}

/** A made-up cmdlet, for rules that no catalogued cmdlet shows on its own. */
export const madeUp = (params: readonly CatalogueParameter[], sets: readonly CatalogueSet[] = []): CatalogueCmdlet => ({
  name: "Test-Binding",
  verb: "Test",
  noun: "Binding",
  params,
  ...(sets.length ? { sets } : {}),
});

export const bindResult = (cmdlet: CatalogueCmdlet | string, raw: Raw): BindResult =>
  tryBind(typeof cmdlet === "string" ? cmdletNamed(cmdlet) : cmdlet, raw);

/** `ok <set>` or the error id: short enough for tables. */
export function outcomeOf(cmdlet: CatalogueCmdlet | string, raw: Raw): string {
  const result = bindResult(cmdlet, raw);
  return result.accepted ? `ok ${result.set}` : result.errorId;
}

export function valueOf(cmdlet: CatalogueCmdlet | string, raw: Raw, parameter: string): Json | undefined {
  const result = bindResult(cmdlet, raw);
  assert.ok(result.accepted, result.accepted ? "" : result.message);
  return result.parameters.get(parameter);
}

export function messageOf(cmdlet: CatalogueCmdlet | string, raw: Raw): string {
  const result = bindResult(cmdlet, raw);
  assert.equal(result.accepted, false, "was accepted");
  return result.accepted ? "" : result.message;
}
