import type { FastifyRequest } from "fastify";
import { setsOf, type CatalogueCmdlet } from "../../catalogue";
import type { Caller, Json } from "../contract";
import { like } from "../faults/faults";
import type { World } from "../world";
import { namesOf } from "../tenants/model";
import type { LiveTenant } from "../tenants/tenants";
import { cmdletsFor } from "./roles";

/**
 * Rows of `EXOModuleFile`: the caller's cmdlets, and the generated proxies of those that `CommandName` asks for
 * (docs/service/admin-api.md#module-file).
 */
export function moduleFile(world: World, live: LiveTenant, caller: Caller, request: FastifyRequest): readonly Json[] {
  const cmdlets = cmdletsFor(caller, world.faults.hidden(namesOf(live.tenant)));
  const exportedCmdlets = cmdlets.map(({ name }) => name).join(",");
  const wanted = String(request.headers.commandname ?? "")
    .split(",")
    .map((pattern) => pattern.trim())
    .filter(Boolean);
  const functions = cmdlets.filter(({ name }) => wanted.some((pattern) => like(pattern, name))).map(proxyOf);
  const file = (fileName: string, fileContent: string): Json => ({ fileName, fileContent, exportedCmdlets });
  return [
    file("ExchangeOnline.psm1", functions.join("\n")),
    file("ExchangeOnline.psd1", manifest(cmdlets.map(({ name }) => name))),
    file("ExchangeOnline.format.ps1xml", '<?xml version="1.0" encoding="utf-8"?><Configuration/>'),
  ];
}

const manifest = (names: readonly string[]): string =>
  `@{ ModuleVersion = '1.0'; RootModule = 'ExchangeOnline.psm1'; FunctionsToExport = @(${names.map((name) => `'${name}'`).join(", ")}) }`;

function proxyOf(cmdlet: CatalogueCmdlet): string {
  const sets = setsOf(cmdlet).map(({ name, required, optional }) => ({
    name,
    required: new Set(required),
    all: new Set([...(required ?? []), ...(optional ?? [])]),
  }));
  const parameters = cmdlet.params.map((parameter) => {
    const mine = sets.filter(({ all }) => all.has(parameter.name));
    const attributes = mine.map(({ name, required }) => {
      const mandatory = required.has(parameter.name) ? ", Mandatory = $true" : "";
      return `    [Parameter(ParameterSetName = '${name}'${mandatory})]`;
    });
    const type = parameter.kind === "switch" ? "[switch] " : "";
    return [...attributes, `    ${type}\${${parameter.name}}`].join("\n");
  });
  return `function script:${cmdlet.name}\n{\n  [CmdletBinding()]\n  param(\n${parameters.join(",\n")}\n  )\n  ExecuteCommand -CmdletName '${cmdlet.name}' -Parameters $PSBoundParameters\n}\n`;
}
