import type { OperationRequest, Part } from "./envelope";
import { CREATION_NAMESPACE, SIGNALS } from "./names";

/** Like PowerShell's own: what nobody asks for in this time is closed by the server. */
const IDLE_TIMEOUT = "PT900.000S";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const commandId = (id: string | undefined): Part["attributes"] & {} => (id === undefined ? {} : { CommandId: id });

/**
 * docs/service/remoting.md#create
 * @param shellId What we would like it to be; the server may choose another one.
 * @param payload Fragments of SESSION_CAPABILITY and INIT_RUNSPACEPOOL.
 */
export const create = (shellId: string, payload: Uint8Array): OperationRequest => ({
  operation: "create",
  options: [{ name: "protocolversion", value: "2.3", mustComply: true }],
  body: [
    {
      tag: "rsp:Shell",
      attributes: { ShellId: shellId },
      content: [
        { tag: "rsp:IdleTimeOut", content: IDLE_TIMEOUT },
        { tag: "rsp:InputStreams", content: "stdin pr" },
        { tag: "rsp:OutputStreams", content: "stdout" },
        { tag: "creationXml", attributes: { xmlns: CREATION_NAMESPACE }, content: base64(payload) },
      ],
    },
  ],
});

/** docs/service/remoting.md#receive: of the pool, or of one command. */
export const receive = (command?: string): OperationRequest => ({
  operation: "receive",
  options: [{ name: "WSMAN_CMDSHELL_OPTION_KEEPALIVE", value: "TRUE" }],
  body: [
    {
      tag: "rsp:Receive",
      content: [{ tag: "rsp:DesiredStream", attributes: commandId(command), content: "stdout" }],
    },
  ],
});

/** docs/service/remoting.md#command */
export const command = (id: string, payload: Uint8Array): OperationRequest => ({
  operation: "command",
  body: [
    {
      tag: "rsp:CommandLine",
      attributes: commandId(id),
      content: [{ tag: "rsp:Command" }, { tag: "rsp:Arguments", content: base64(payload) }],
    },
  ],
});

/** docs/service/remoting.md#send: `stdin`, or `pr` for what a host answers. */
export const send = (stream: "stdin" | "pr", payload: Uint8Array, command?: string): OperationRequest => ({
  operation: "send",
  body: [
    {
      tag: "rsp:Send",
      content: [{ tag: "rsp:Stream", attributes: { Name: stream, ...commandId(command) }, content: base64(payload) }],
    },
  ],
});

/** docs/service/remoting.md#signal */
export const signal = (code: keyof typeof SIGNALS, command: string): OperationRequest => ({
  operation: "signal",
  body: [
    {
      tag: "rsp:Signal",
      attributes: commandId(command),
      content: [{ tag: "rsp:Code", content: SIGNALS[code] }],
    },
  ],
});

/** Takes a shell back that lost its client (docs/service/remoting.md#faults). */
export const reconnect: OperationRequest = { operation: "reconnect", body: [{ tag: "rsp:Reconnect" }] };

/** Removes the shell and all that runs in it. */
export const remove: OperationRequest = { operation: "delete", body: [] };
