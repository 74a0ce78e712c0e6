import { randomUUID } from "node:crypto";
import { XMLParser } from "fast-xml-parser";
import type { HttpRequest } from "../../../provider/http";
import { readClixml, record, int, text, writeClixml, type Writable } from "../../../provider/transport/clixml";
import {
  Defragmenter,
  decodeMessage,
  fragmentsOf,
  guidBytes,
  MESSAGE,
} from "../../../provider/transport/remoting/psrp";
import { isList, isRecord, type Plain } from "../../../provider/values";
import type { Reply } from "../fakes";

export const NS_SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
const ZERO = "00000000-0000-0000-0000-000000000000";

/** One request as the server understood it. */
export interface Seen {
  readonly operation: string;
  readonly url: string;
  readonly shellId: string | undefined;
  readonly commandId: string | undefined;
  readonly authorization: string;
  readonly cookie: string | undefined;
  readonly xml: string;
}

export interface Pipeline {
  readonly cmdlet: string;
  readonly parameters: { readonly [name: string]: Plain };
  /** As it came. */
  readonly data: string;
}

/** What a cmdlet answers: messages of type and CLIXML; the state Completed follows unless there is one among them. */
export type Answer = readonly (readonly [type: number, data: string])[];

interface Command {
  /** Undefined while the pipeline is not whole yet. */
  pending: (readonly [number, string])[] | undefined;
  stopped: boolean;
  readonly shell: Shell;
}

interface Shell {
  readonly id: string;
  readonly pool: (readonly [number, string])[];
  readonly commands: Map<string, Command>;
  readonly defragmenters: Map<string, Defragmenter>;
}

export const state = (number: number, thrown?: Writable): readonly [number, string] => [
  MESSAGE.PIPELINE_STATE,
  writeClixml(
    record([["PipelineState", int(number)], ...(thrown ? [["ExceptionAsErrorRecord", thrown] as const] : [])]),
  ),
];
export const output = (value: Writable): readonly [number, string] => [MESSAGE.PIPELINE_OUTPUT, writeClixml(value)];
export const poolState = (number: number, thrown?: Writable): readonly [number, string] => [
  MESSAGE.RUNSPACEPOOL_STATE,
  writeClixml(
    record([["RunspaceState", int(number)], ...(thrown ? [["ExceptionAsErrorRecord", thrown] as const] : [])]),
  ),
];
export const errorRecord = (message: string, id: string, category: number, reason = "Exception"): Writable =>
  record([
    ["Exception", record([["Message", text(message)]])],
    ["FullyQualifiedErrorId", text(id)],
    ["ErrorCategory_Category", int(category)],
    ["ErrorCategory_Reason", text(reason)],
  ]);

/** A command as Get-Command lists it. */
export const functionInfo = (name: string, syntax: string): Writable =>
  record([
    ["Name", text(name)],
    ["CommandType", text("Function")],
    [
      "Parameters",
      {
        entries: [...syntax.matchAll(/-(\w+)/g)].map(([, parameter = ""]) => [
          parameter,
          text("System.Management.Automation.ParameterMetadata"),
        ]),
      },
    ],
    ["ParameterSets", { list: [text(syntax)] }],
  ]);

export const fault = (code: number, message: string, subcode = "w:InternalError"): Reply => ({
  status: 500,
  body: `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xml:lang="en-US"><s:Header/><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">${message}</s:Text></s:Reason><s:Detail><f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="${code}" Machine="x"><f:Message>${message}&#xD;</f:Message></f:WSManFault></s:Detail></s:Fault></s:Body></s:Envelope>`,
});

export const SHELL_NOT_FOUND = (id = "X"): Reply =>
  fault(
    2150858843,
    `The request for the Windows Remote Shell with ShellId ${id} failed because the shell was not found on the server. Possible causes are: the specified ShellId is incorrect or the shell no longer exists on the server. Provide the correct ShellId or create a new shell and retry the operation.`,
    "w:InvalidSelectors",
  );
export const NOTHING_YET = (): Reply =>
  fault(2150858793, "The WS-Management service cannot complete the operation within the time specified.", "w:TimedOut");

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
});

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value);
const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = at(value, ...path);
  return typeof found === "string" ? found : isRecord(found) ? textAt(found, "#text") : undefined;
};

/** A service of remote PowerShell, as scripted by a test: WS-Management and PSRP over whatever carries HTTP. */
export class RemoteServer {
  readonly seen: Seen[] = [];
  readonly pipelines: Pipeline[] = [];
  readonly shells = new Map<string, Shell>();
  /** Most shells that there were at a time. */
  most = 0;
  /** Bytes of one message per fragment. */
  blob = 32_768;
  /** Answers a request in place of the server; undefined lets the server answer. */
  intercept: (seen: Seen, index: number) => Reply | undefined = () => undefined;
  cmdlets = new Map<string, (pipeline: Pipeline) => Answer | "running">();
  commands: readonly Writable[] = [
    functionInfo("Get-ComplianceTag", "[[-Identity] <string>] [<CommonParameters>]"),
    functionInfo("New-ComplianceTag", "[-Name] <string> [-Confirm] [<CommonParameters>]"),
  ];
  /** Messages of a new pool, after its capability. */
  greeting: Answer = [poolState(2)];
  #objectId = 100n;

  readonly handle = (request: HttpRequest): Reply => {
    const seen = this.#read(request);
    this.seen.push(seen);
    return this.intercept(seen, this.seen.length - 1) ?? this.#answer(seen, request);
  };

  operations(): readonly string[] {
    return this.seen.map(({ operation }) => operation);
  }

  /** The server forgets a shell, as when its backend is recycled. */
  kill(id?: string): void {
    if (id === undefined) this.shells.clear();
    else this.shells.delete(id);
  }

  #read({ url, headers = {}, body = "" }: HttpRequest): Seen {
    const envelope: unknown = xml.parse(body);
    const header = at(envelope, "Envelope", "Header");
    const content = at(envelope, "Envelope", "Body");
    const operation = (textAt(header, "Action") ?? "").split("/").at(-1) ?? "";
    const commandId = ["Receive.DesiredStream", "CommandLine", "Send.Stream", "Signal"]
      .map((path) => textAt(content, ...path.split("."), "@CommandId"))
      .find((id) => id !== undefined);
    return {
      operation,
      url,
      shellId: textAt(header, "SelectorSet", "Selector"),
      commandId,
      authorization: headers["authorization"] ?? "",
      cookie: headers["cookie"],
      xml: body,
    };
  }

  #answer(seen: Seen, { body = "" }: HttpRequest): Reply {
    const envelope: unknown = xml.parse(body);
    const header = at(envelope, "Envelope", "Header");
    const content = at(envelope, "Envelope", "Body");
    const reply = (inner: string): Reply => ({
      headers: { "content-type": "application/soap+xml;charset=UTF-8" },
      setCookies: [
        `MS-WSMAN=${seen.shellId ?? "new"}; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/PowerShell-LiveID; secure`,
      ],
      body: `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:rsp="${NS_SHELL}" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header><a:Action>x</a:Action><a:RelatesTo>${textAt(header, "MessageID") ?? ""}</a:RelatesTo></s:Header><s:Body>${inner}</s:Body></s:Envelope>`,
    });
    if (seen.operation === "Create") return reply(this.#create(textAt(content, "Shell", "creationXml") ?? ""));
    const shell = this.shells.get(seen.shellId ?? "");
    if (!shell) return SHELL_NOT_FOUND(seen.shellId);
    const { commandId = "" } = seen;
    switch (seen.operation) {
      case "Delete":
        this.shells.delete(shell.id);
        return reply("");
      case "Command":
        shell.commands.set(commandId, { pending: undefined, stopped: false, shell });
        this.#take(shell, commandId, textAt(content, "CommandLine", "Arguments") ?? "");
        return reply(`<rsp:CommandResponse><rsp:CommandId>${commandId}</rsp:CommandId></rsp:CommandResponse>`);
      case "Send":
        this.#take(shell, commandId, textAt(content, "Send", "Stream") ?? "");
        return reply("<rsp:SendResponse/>");
      case "Signal":
        this.#signal(shell, commandId, textAt(content, "Signal", "Code") ?? "");
        return reply("<rsp:SignalResponse/>");
      case "Receive":
        return this.#receive(shell, seen.commandId, reply);
      default:
        return fault(2150858752, "The action is not supported.");
    }
  }

  #create(payload: string): string {
    const id = randomUUID().toUpperCase();
    const shell: Shell = { id, pool: [], commands: new Map(), defragmenters: new Map() };
    const capability = new Defragmenter().push(Buffer.from(payload, "base64")).map(decodeMessage)[0]?.data ?? "";
    shell.pool.push([MESSAGE.SESSION_CAPABILITY, capability], ...this.greeting);
    this.shells.set(id, shell);
    this.most = Math.max(this.most, this.shells.size);
    return `<x:ResourceCreated xmlns:x="http://schemas.xmlsoap.org/ws/2004/09/transfer"><w:SelectorSet><w:Selector Name="ShellId">${id}</w:Selector></w:SelectorSet></x:ResourceCreated><rsp:Shell><rsp:ShellId>${id}</rsp:ShellId></rsp:Shell>`;
  }

  #take(shell: Shell, commandId: string, payload: string): void {
    const defragmenter = shell.defragmenters.get(commandId) ?? new Defragmenter();
    shell.defragmenters.set(commandId, defragmenter);
    for (const message of defragmenter.push(Buffer.from(payload, "base64")).map(decodeMessage)) {
      const command = shell.commands.get(commandId);
      if (!command || (message.type !== MESSAGE.CREATE_PIPELINE && message.type !== MESSAGE.GET_COMMAND_METADATA)) {
        this.onMessage(message.type, message.data, shell.pool);
        continue;
      }
      const answer = message.type === MESSAGE.CREATE_PIPELINE ? this.#run(pipelineIn(message.data)) : this.metadata();
      command.pending = answer === "running" ? [] : [...answer];
      const ended = command.pending.some(([type]) => type === MESSAGE.PIPELINE_STATE);
      if (answer !== "running" && !ended) command.pending.push(state(4));
    }
  }

  /** What else a client sends: host responses, keys. */
  onMessage: (type: number, data: string, pool: (readonly [number, string])[]) => void = () => undefined;
  metadata: () => Answer = () => this.commands.map((command) => output(command));

  #run(pipeline: Pipeline): Answer | "running" {
    this.pipelines.push(pipeline);
    const own = this.cmdlets.get(pipeline.cmdlet);
    if (own) return own(pipeline);
    if (pipeline.cmdlet === "Get-Command") return this.commands.map((command) => output(command));
    const said = `The term '${pipeline.cmdlet}' is not recognized as a name of a cmdlet, function, script file, or executable program.`;
    return [state(5, errorRecord(said, "CommandNotFoundException", 13, "CommandNotFoundException"))];
  }

  #signal(shell: Shell, commandId: string, code: string): void {
    const command = shell.commands.get(commandId);
    if (!command) return;
    if (code !== "powershell/signal/crtl_c") shell.commands.delete(commandId);
    else command.pending?.push(state(3, errorRecord("The pipeline has been stopped.", "PipelineStopped", 14)));
  }

  #receive(shell: Shell, commandId: string | undefined, reply: (inner: string) => Reply): Reply {
    const pending = commandId === undefined ? shell.pool : shell.commands.get(commandId)?.pending;
    if (!pending || pending.length === 0) return NOTHING_YET();
    // Some at a time, as a server does.
    const taken = pending.splice(0, 3);
    const streams = taken.flatMap(([type, data]) =>
      this.fragments(type, data, commandId).map(
        (fragment) =>
          `<rsp:Stream Name="stdout"${commandId === undefined ? "" : ` CommandId="${commandId}"`}>${fragment.toString("base64")}</rsp:Stream>`,
      ),
    );
    const done = taken.some(([type]) => type === MESSAGE.PIPELINE_STATE);
    const ended = done ? `<rsp:CommandState CommandId="${commandId}" State="${NS_SHELL}/CommandState/Done"/>` : "";
    return reply(`<rsp:ReceiveResponse>${streams.join("")}${ended}</rsp:ReceiveResponse>`);
  }

  fragments(type: number, data: string, commandId: string | undefined): readonly Buffer[] {
    const header = Buffer.alloc(8);
    header.writeUInt32LE(1, 0);
    header.writeUInt32LE(type, 4);
    const ids = [guidBytes(ZERO), guidBytes((commandId ?? ZERO).toLowerCase())];
    const message = Buffer.concat([header, ...ids, Buffer.from(`\uFEFF${data}`, "utf8")]);
    return fragmentsOf(message, this.#objectId++, this.blob);
  }
}

const recordOf = (value: unknown): { readonly [key: string]: Plain } =>
  isRecord(value) ? (value as { readonly [key: string]: Plain }) : {};

function pipelineIn(data: string): Pipeline {
  const [value] = readClixml(data);
  const commands = recordOf(recordOf(value)["PowerShell"])["Cmds"];
  const command = recordOf(isList(commands) ? commands[0] : undefined);
  const given = command["Args"];
  const parameters = (isList(given) ? given : []).map((one) => {
    const { N, V = null } = recordOf(one);
    return [String(N), V] as const;
  });
  return { cmdlet: String(command["Cmd"]), parameters: Object.fromEntries(parameters), data };
}
