import { XMLBuilder } from "fast-xml-parser";
import { FRAGMENT_HEADER } from "../psrp/fragments";
import { ACTIONS, ANONYMOUS, NAMESPACES, RESOURCE_URI, type Operation } from "./names";

/** An element of a request: a text, or elements in it. */
export interface Part {
  readonly tag: string;
  readonly attributes?: { readonly [name: string]: string };
  readonly content?: string | readonly Part[];
}

/** What all requests of one shell have in common. */
export interface ShellHeader {
  /** Where it is posted to. */
  readonly to: string;
  /** `uuid:` + GUID; the same for the whole session. */
  readonly sessionId: string;
  /** Bytes. */
  readonly maxEnvelopeSize: number;
  readonly operationTimeoutMs: number;
  /** Undefined before it was created. */
  readonly shellId?: string | undefined;
}

export interface OperationRequest {
  readonly operation: Operation;
  readonly options?: readonly WsmanOption[];
  readonly body: readonly Part[];
}

export interface WsmanOption {
  readonly name: string;
  readonly value: string;
  /** The server refuses what it does not know. */
  readonly mustComply?: boolean;
}

const MUST = { "s:mustUnderstand": "true" };
const MAY = { "s:mustUnderstand": "false" };
const ENGLISH = { ...MAY, "xml:lang": "en-US" };

const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  suppressEmptyNode: true,
  format: false,
});

type Node = { readonly [key: string]: unknown };

const nodeOf = ({ tag, attributes, content = [] }: Part): Node => ({
  [tag]: typeof content === "string" ? [{ "#text": content }] : content.map(nodeOf),
  ...(attributes && { ":@": attributes }),
});

/** docs/service/remoting.md#header-block */
export function envelope(header: ShellHeader, messageId: string, request: OperationRequest): string {
  const namespaces = Object.entries(NAMESPACES).map(([prefix, uri]) => [`xmlns:${prefix}`, uri] as const);
  const whole: Part = {
    tag: "s:Envelope",
    attributes: Object.fromEntries(namespaces),
    content: [
      { tag: "s:Header", content: headersOf(header, messageId, request) },
      { tag: "s:Body", content: request.body },
    ],
  };
  return builder.build([nodeOf(whole)]);
}

function headersOf(header: ShellHeader, messageId: string, { operation, options }: OperationRequest): readonly Part[] {
  const { to, sessionId, maxEnvelopeSize, operationTimeoutMs, shellId } = header;
  return [
    { tag: "a:To", content: to },
    { tag: "w:ResourceURI", attributes: MUST, content: RESOURCE_URI },
    { tag: "a:ReplyTo", content: [{ tag: "a:Address", attributes: MUST, content: ANONYMOUS }] },
    { tag: "a:Action", attributes: MUST, content: ACTIONS[operation] },
    { tag: "w:MaxEnvelopeSize", attributes: MUST, content: String(maxEnvelopeSize) },
    { tag: "a:MessageID", content: messageId },
    { tag: "w:Locale", attributes: ENGLISH },
    { tag: "p:DataLocale", attributes: ENGLISH },
    { tag: "p:SessionId", attributes: MAY, content: sessionId },
    { tag: "w:OperationTimeout", content: `PT${(operationTimeoutMs / 1000).toFixed(3)}S` },
    ...(options ? [{ tag: "w:OptionSet", attributes: MUST, content: options.map(optionOf) }] : []),
    ...(shellId === undefined ? [] : [selectorOf(shellId)]),
  ];
}

const optionOf = ({ name, value, mustComply }: WsmanOption): Part => ({
  tag: "w:Option",
  attributes: { Name: name, ...(mustComply && { MustComply: "true" }) },
  content: value,
});

const selectorOf = (shellId: string): Part => ({
  tag: "w:SelectorSet",
  content: [{ tag: "w:Selector", attributes: { Name: "ShellId" }, content: shellId }],
});

/** Spared for what proxies and prefixes add. */
const RESERVE = 256;

/**
 * Bytes of a message that fit into one fragment of a request (docs/service/remoting.md#envelope-size).
 * @param empty The request without its payload.
 */
export const maxBlobOf = (maxEnvelopeSize: number, empty: string): number =>
  Math.max(1, Math.floor(((maxEnvelopeSize - Buffer.byteLength(empty) - RESERVE) * 3) / 4) - FRAGMENT_HEADER);
