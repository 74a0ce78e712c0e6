/** docs/service/remoting.md#wsman */
export const NAMESPACES = {
  s: "http://www.w3.org/2003/05/soap-envelope",
  a: "http://schemas.xmlsoap.org/ws/2004/08/addressing",
  w: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
  p: "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd",
  rsp: "http://schemas.microsoft.com/wbem/wsman/1/windows/shell",
} as const;

export const CREATION_NAMESPACE = "http://schemas.microsoft.com/powershell";
/** Of Exchange Online, Security & Compliance and Exchange on premises. */
export const RESOURCE_URI = "http://schemas.microsoft.com/powershell/Microsoft.Exchange";
export const ANONYMOUS = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";

const transfer = (name: string): string => `http://schemas.xmlsoap.org/ws/2004/09/transfer/${name}`;
const shell = (name: string): string => `${NAMESPACES.rsp}/${name}`;

/** docs/service/remoting.md#actions */
export const ACTIONS = {
  create: transfer("Create"),
  delete: transfer("Delete"),
  command: shell("Command"),
  send: shell("Send"),
  receive: shell("Receive"),
  signal: shell("Signal"),
  reconnect: shell("Reconnect"),
} as const;

export type Operation = keyof typeof ACTIONS;

export const SIGNALS = {
  /** With the misspelling of the protocol: any other code closes the command. */
  stop: "powershell/signal/crtl_c",
  terminate: `${NAMESPACES.rsp}/signal/Terminate`,
} as const;
