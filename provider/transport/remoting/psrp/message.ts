import { readClixml } from "../../clixml";
import type { Plain } from "../../../values";
import { malformed } from "../malformed";
import { guidBytes, guidFrom, ZERO_GUID } from "./guid";

/** docs/service/remoting.md#message-types */
export const MESSAGE = {
  SESSION_CAPABILITY: 0x00010002,
  INIT_RUNSPACEPOOL: 0x00010004,
  PUBLIC_KEY: 0x00010005,
  ENCRYPTED_SESSION_KEY: 0x00010006,
  PUBLIC_KEY_REQUEST: 0x00010007,
  RUNSPACEPOOL_STATE: 0x00021005,
  CREATE_PIPELINE: 0x00021006,
  APPLICATION_PRIVATE_DATA: 0x00021009,
  GET_COMMAND_METADATA: 0x0002100a,
  RUNSPACEPOOL_INIT_DATA: 0x0002100b,
  RUNSPACEPOOL_HOST_CALL: 0x00021100,
  RUNSPACEPOOL_HOST_RESPONSE: 0x00021101,
  PIPELINE_OUTPUT: 0x00041004,
  ERROR_RECORD: 0x00041005,
  PIPELINE_STATE: 0x00041006,
  DEBUG_RECORD: 0x00041007,
  VERBOSE_RECORD: 0x00041008,
  WARNING_RECORD: 0x00041009,
  PROGRESS_RECORD: 0x00041010,
  INFORMATION_RECORD: 0x00041011,
  PIPELINE_HOST_CALL: 0x00041100,
  PIPELINE_HOST_RESPONSE: 0x00041101,
} as const;

/** Destination 4, type 4, pool 16, pipeline 16; little-endian (docs/service/remoting.md#message). */
const HEADER = 40;
const SERVER = 2;

export interface Message {
  readonly type: number;
  readonly pool: string;
  /** Zeros for messages of the pool. */
  readonly pipeline: string;
  /** One CLIXML document without `Objs`; empty for messages without data. */
  readonly data: string;
}

export function encodeMessage({ type, pool, pipeline, data }: Message): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(SERVER, 0);
  header.writeUInt32LE(type, 4);
  return Buffer.concat([header, guidBytes(pool), guidBytes(pipeline), Buffer.from(data, "utf8")]);
}

export const poolMessage = (type: number, pool: string, data: string): Buffer =>
  encodeMessage({ type, pool, pipeline: ZERO_GUID, data });

/** @throws TransportError PURVIEW_RESPONSE_MALFORMED */
export function decodeMessage(bytes: Buffer): Message {
  if (bytes.byteLength < HEADER) throw malformed("a message was cut off in its header");
  return {
    type: bytes.readUInt32LE(4),
    pool: guidFrom(bytes.subarray(8, 24)),
    pipeline: guidFrom(bytes.subarray(24, 40)),
    // Takes the byte-order mark off, which servers put in front.
    data: new TextDecoder("utf-8").decode(bytes.subarray(HEADER)),
  };
}

/** The one value that a message holds. */
export function valueOf({ data }: Message): Plain {
  const [value] = readClixml(data);
  if (value === undefined) throw malformed("a message holds no value");
  return value;
}
