import { malformed } from "../malformed";
import { WsmanFault } from "./fault";
import { childOf, firstWithin, parseSoap, within, type SoapElement } from "./soap";

/** An answer that is no fault. */
export interface Reply {
  readonly body: SoapElement | undefined;
  readonly relatesTo: string | undefined;
}

/** Of requests that ask for nothing. */
export const EMPTY_REPLY: Reply = { body: undefined, relatesTo: undefined };

/**
 * @throws WsmanFault, and TransportError PURVIEW_RESPONSE_MALFORMED where it is no SOAP
 */
export function readReply(document: string): Reply {
  const root = parseSoap(document);
  const body = childOf(root, "Body");
  if (root.name !== "Envelope" || !body) throw malformed("it is no SOAP envelope");
  const fault = childOf(body, "Fault");
  if (fault) throw faultOf(fault);
  return { body, relatesTo: childOf(childOf(root, "Header"), "RelatesTo")?.text };
}

/** The innermost text says most. */
function faultOf(fault: SoapElement): WsmanFault {
  const numbers = [...within(fault, "WSManFault")].map((detail) => Number(detail.attribute("Code")));
  const said = [...within(fault, "ProviderFault"), ...within(fault, "Message")].map(({ text }) => text).filter(Boolean);
  const reason = firstWithin(childOf(fault, "Reason") ?? fault, "Text")?.text;
  const subcode = childOf(childOf(childOf(fault, "Code"), "Subcode"), "Value")?.text ?? "";
  return new WsmanFault({
    // Some servers write the numbers as signed ones.
    code: numbers.filter(Number.isFinite).find((number) => number !== 0) ?? 0,
    subcode: subcode.replace(/^[^:]*:/, ""),
    text: said[0] ?? reason ?? "",
  });
}

const first = ({ body }: Reply, name: string): SoapElement | undefined => body && firstWithin(body, name);

/** @returns the id of the new shell: the selector of the answer, not what was asked for */
export function shellIdIn(reply: Reply): string | undefined {
  const selectors = reply.body ? [...within(reply.body, "Selector")] : [];
  const selector = selectors.find((one) => one.attribute("Name") === "ShellId");
  return (selector ?? first(reply, "ShellId"))?.text || undefined;
}

export const commandIdIn = (reply: Reply): string | undefined => first(reply, "CommandId")?.text || undefined;

export interface Received {
  /** Whole fragments each. */
  readonly packets: readonly Buffer[];
  /** The command has ended. */
  readonly done: boolean;
}

/** docs/service/remoting.md#receive */
export function receivedIn(reply: Reply): Received {
  const streams = reply.body ? [...within(reply.body, "Stream")] : [];
  const packets = streams.map(({ text }) => {
    const content = text.replace(/\s+/g, "");
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(content)) throw malformed("a stream in it is no base64");
    return Buffer.from(content, "base64");
  });
  return { packets, done: /\/Done$/i.test(first(reply, "CommandState")?.attribute("State") ?? "") };
}
