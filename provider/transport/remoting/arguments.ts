import { flag, text, texts, type Writable } from "../clixml";
import { isBareGuid, isList, type Plain } from "../../values";
import type { CmdletCall } from "../channel";
import { encryptSecure, type PipelineCommand } from "./psrp";

/** The .NET type of a cmdlet's parameter as far as anybody knows it: `System.DateTime`, `byte[]` … */
export type ParameterType = (cmdlet: string, parameter: string) => string | undefined;

/** What the types of a call's parameters need before it can be written. */
export interface Secrets {
  /** AES key of the session, where a parameter is a secure string. */
  readonly sessionKey?: Uint8Array | undefined;
}

const TAG = "@odata.type";
const BYTES = "#Exchange.ByteArrayType";
const INT32 = 2 ** 31;

const isSecure = (type: string | undefined): boolean => /(^|\.)SecureString$/i.test(type ?? "");
const isDate = (type: string | undefined): boolean => /(^|[.[])(Ex)?DateTime\b/i.test(type ?? "");
const isGuid = (type: string | undefined): boolean => /^(System\.)?Guid$/i.test(type ?? "");
const isBytes = (type: string | undefined): boolean => /^(System\.)?Byte\[\]$/i.test(type ?? "");

/** Tags of values and of their neighbors are for JSON alone (docs/service/admin-api.md#parameter-values). */
const parametersOf = ({ parameters }: CmdletCall): readonly (readonly [string, Plain])[] =>
  Object.entries(parameters).filter(([name]) => !name.includes("@"));

/** Whether the call has a value that goes over the wire encrypted. */
export const needsSessionKey = (call: CmdletCall, typeOf: ParameterType): boolean =>
  parametersOf(call).some(([name, value]) => typeof value === "string" && isSecure(typeOf(call.cmdlet, name)));

/** The call with typed arguments (docs/service/remoting.md#arguments). */
export const commandOf = (call: CmdletCall, typeOf: ParameterType, secrets: Secrets = {}): PipelineCommand => ({
  cmdlet: call.cmdlet,
  parameters: parametersOf(call).map(([name, value]) => {
    const type = typeOf(call.cmdlet, name);
    if (isSecure(type) && typeof value === "string" && secrets.sessionKey)
      return [name, { tag: "SS", text: encryptSecure(value, secrets.sessionKey) }] as const;
    return [name, argumentOf(value, type)] as const;
  }),
});

/**
 * One value of a call.
 * @param type Of the parameter; what is not known is left to the conversions of PowerShell's binder.
 */
export function argumentOf(value: Plain, type?: string): Writable {
  if (value === null) return null;
  if (typeof value === "boolean") return flag(value);
  if (typeof value === "number") return numberOf(value);
  if (typeof value === "string") return stringOf(value, type);
  if (isList(value)) return listOf(value, type);
  return tableOf(value);
}

function numberOf(value: number): Writable {
  if (!Number.isSafeInteger(value)) return { tag: "Db", text: doubleText(value) };
  const tag = value >= -INT32 && value < INT32 ? "I32" : "I64";
  return { tag, text: String(value) };
}

const doubleText = (value: number): string =>
  Number.isFinite(value) ? String(value).replace("e", "E") : Number.isNaN(value) ? "NaN" : value > 0 ? "INF" : "-INF";

const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?$/;
const ZONED_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[-+]\d\d:\d\d)$/;

function stringOf(value: string, type: string | undefined): Writable {
  if (isGuid(type) && isBareGuid(value)) return { tag: "G", text: value };
  // Times without a zone are in UTC (docs/service/admin-api.md#write-dates); to PowerShell they would be the server's.
  if (isDate(type) && LOCAL_TIME.test(value)) return { tag: "DT", text: `${value}Z` };
  if (isDate(type) && ZONED_TIME.test(value)) return { tag: "DT", text: value };
  return text(value);
}

function listOf(items: readonly Plain[], type: string | undefined): Writable {
  if (isBytes(type) && items.every(isByte)) return bytesOf(items);
  if (items.every((item) => typeof item === "string")) return texts(items);
  return {
    types: ["System.Object[]", "System.Array", "System.Object"],
    list: items.map((item) => argumentOf(item)),
  };
}

const isByte = (item: Plain): item is number =>
  typeof item === "number" && Number.isInteger(item) && item >= 0 && item < 256;

const bytesOf = (bytes: readonly number[]): Writable => ({ tag: "BA", text: Buffer.from(bytes).toString("base64") });

function tableOf(value: { readonly [key: string]: Plain }): Writable {
  const data = value["Data"];
  if (value[TAG] === BYTES && isList(data) && data.every(isByte)) return bytesOf(data);
  return {
    types: ["System.Collections.Hashtable", "System.Object"],
    entries: Object.entries(value)
      .filter(([key]) => !key.includes(TAG))
      .map(([key, item]) => [key, argumentOf(item)] as const),
  };
}
