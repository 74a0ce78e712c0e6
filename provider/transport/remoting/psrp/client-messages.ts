import {
  enumeration,
  flag,
  int,
  record,
  text,
  texts,
  writeClixml,
  type Writable,
  type WritableObject,
} from "../../clixml";

/** One cmdlet with its arguments, in the order in which they are written. */
export interface PipelineCommand {
  readonly cmdlet: string;
  readonly parameters: readonly (readonly [name: string, value: Writable])[];
}

const PSOBJECTS =
  "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]";
const MERGES = ["MyResult", "ToResult", "PreviousResults", "Error", "Warning", "Verbose", "Debug", "Information"];

const version = (number: string): Writable => ({ tag: "Version", text: number });
const list = (items: readonly Writable[]): WritableObject => ({ types: [PSOBJECTS, "System.Object"], list: items });
const apartment = enumeration("System.Threading.ApartmentState", "Unknown", 2);

/** No host: what would ask somebody is an error of the cmdlet (docs/service/remoting.md#host-calls). */
const noHost = (pool: "the pool's" | "its own"): Writable =>
  record([
    ["_isHostNull", flag(true)],
    ["_isHostUINull", flag(true)],
    ["_isHostRawUINull", flag(true)],
    ["_useRunspaceHost", flag(pool === "the pool's")],
  ]);

/** What we speak (docs/service/remoting.md#handshake). Later versions have no session key. */
export const sessionCapability = (): string =>
  writeClixml(
    record([
      ["protocolversion", version("2.3")],
      ["PSVersion", version("2.0")],
      ["SerializationVersion", version("1.1.0.1")],
    ]),
  );

/** One runspace: one pipeline at a time. */
export const initRunspacePool = (): string =>
  writeClixml(
    record([
      ["MinRunspaces", int(1)],
      ["MaxRunspaces", int(1)],
      ["PSThreadOptions", enumeration("System.Management.Automation.Runspaces.PSThreadOptions", "Default", 0)],
      ["ApartmentState", apartment],
      ["HostInfo", noHost("its own")],
      ["ApplicationArguments", null],
    ]),
  );

/** Arguments are values, never text of a script (docs/service/remoting.md#create-pipeline). */
export const createPipeline = (command: PipelineCommand): string =>
  writeClixml(
    record([
      ["NoInput", flag(true)],
      ["ApartmentState", apartment],
      ["RemoteStreamOptions", enumeration("System.Management.Automation.RemoteStreamOptions", "0", 0)],
      ["AddToHistory", flag(false)],
      ["HostInfo", noHost("the pool's")],
      [
        "PowerShell",
        record([
          ["Cmds", list([commandOf(command)])],
          ["IsNested", flag(false)],
          ["History", null],
          ["RedirectShellErrorOutputPipe", flag(true)],
        ]),
      ],
      ["IsNested", flag(false)],
    ]),
  );

const commandOf = ({ cmdlet, parameters }: PipelineCommand): Writable =>
  record([
    ["Cmd", text(cmdlet)],
    ["IsScript", flag(false)],
    ["UseLocalScope", null],
    ...MERGES.map(
      (merge) =>
        [
          `Merge${merge}`,
          enumeration("System.Management.Automation.Runspaces.PipelineResultTypes", "None", 0),
        ] as const,
    ),
    [
      "Args",
      list(
        parameters.map(([name, value]) =>
          record([
            ["N", text(name)],
            ["V", value],
          ]),
        ),
      ),
    ],
  ]);

/** What Import-PSSession asks instead of Get-Command (docs/service/remoting.md#discovery): all cmdlets and functions. */
export const getCommandMetadata = (): string =>
  writeClixml(
    record([
      ["Name", texts(["*"])],
      ["CommandType", enumeration("System.Management.Automation.CommandTypes", "Function, Cmdlet", 10)],
      ["Namespace", null],
      ["ArgumentList", null],
    ]),
  );

export const publicKeyData = (key: string): string => writeClixml(record([["PublicKey", text(key)]]));
