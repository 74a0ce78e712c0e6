import { isList, isRecord, textsOf, type Plain } from "../../values";
import type { Rights } from "../channel";
import type { ParameterType } from "./arguments";
import { Members, type PipelineCommand } from "./psrp";
import { flag, text, texts } from "../clixml";

const READS = /^(Get|Test|Search|Export|Find)-/i;

/** It changes nothing: repeated where its answer was lost. */
export const isRead = (cmdlet: string): boolean => READS.test(cmdlet);

/** A cmdlet that the identity may run; names in lower case. */
export interface DiscoveredCommand {
  /** Types as far as they are known; undefined where the service does not list parameters. */
  readonly parameters: ReadonlyMap<string, string | undefined> | undefined;
}

export type Commands = ReadonlyMap<string, DiscoveredCommand>;

/** What shows the cmdlets of a session (docs/service/remoting.md#discovery). */
export const discoverCommands: PipelineCommand = {
  cmdlet: "Get-Command",
  parameters: [
    ["Name", texts(["*"])],
    ["CommandType", text("Function, Cmdlet")],
  ],
};

/** Objects of Get-Command, or of the answer to GET_COMMAND_METADATA. */
export function readCommands(objects: readonly Plain[]): Commands {
  const found = new Map<string, DiscoveredCommand>();
  for (const object of objects) {
    const members = new Members(object);
    const name = members.text("Name");
    if (name === undefined) continue;
    found.set(name.toLowerCase(), { parameters: parametersIn(members) });
  }
  return found;
}

function parametersIn(command: Members): DiscoveredCommand["parameters"] {
  const listed = command.get("Parameters");
  const sets = typesInSyntax(command.get("ParameterSets"));
  if (!isRecord(listed)) return sets.size > 0 ? sets : undefined;
  const entries = Object.entries(listed).map(([name, metadata]) => {
    const type = new Members(metadata as Plain).text("ParameterType");
    return [name.toLowerCase(), type ?? sets.get(name.toLowerCase())] as const;
  });
  return new Map(entries);
}

/** `[-Name] <string>`, `[[-When] <datetime>]`, `[-Force]`: a name, and what stands in brackets after it. */
const PARAMETER = /-(\w+)\]?(?: <([^<>]+)>)?/g;

/** Types from the syntax of the parameter sets (docs/service/remoting.md#command-info). */
function typesInSyntax(sets: Plain | undefined): ReadonlyMap<string, string | undefined> {
  const texts = isList(sets) ? textsOf(sets) : [];
  const found = texts.flatMap((syntax) => [...syntax.matchAll(PARAMETER)]);
  return new Map(found.map(([, name = "", type]) => [name.toLowerCase(), type ?? "switch"]));
}

/** The identity's rights: cmdlets that it may not run do not exist in its session. */
export const rightsOf = (commands: Commands): Rights => ({
  mayCall: (cmdlet) => commands.has(cmdlet.toLowerCase()),
  mayPass: (cmdlet, parameter) => commands.get(cmdlet.toLowerCase())?.parameters?.has(parameter.toLowerCase()),
});

/** What the session says of a parameter's type, else what is known otherwise. */
export const typesOf =
  (commands: Commands | undefined, otherwise: ParameterType): ParameterType =>
  (cmdlet, parameter) =>
    commands?.get(cmdlet.toLowerCase())?.parameters?.get(parameter.toLowerCase()) ?? otherwise(cmdlet, parameter);

/** What a session without a host needs: no questions, and lists to their end. */
export function completed(command: PipelineCommand, commands: Commands | undefined): PipelineCommand {
  const known = commands?.get(command.cmdlet.toLowerCase())?.parameters;
  const lacks = (name: string): boolean =>
    known?.has(name.toLowerCase()) === true &&
    !command.parameters.some(([given]) => given.toLowerCase() === name.toLowerCase());
  const added = [
    ...(lacks("Confirm") ? [["Confirm", flag(false)] as const] : []),
    ...(isRead(command.cmdlet) && lacks("ResultSize") ? [["ResultSize", text("Unlimited")] as const] : []),
  ];
  return { ...command, parameters: [...command.parameters, ...added] };
}
