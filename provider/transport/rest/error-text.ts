import { isList, isRecord } from "../../values";

/** What the service said went wrong, read from its envelope. */
export interface ServiceFailure {
  /** `error.code`: `NotFound`, `BadRequest` … */
  readonly code?: string;
  /** Short .NET class name, e.g. `PolicyLockConflictException`. */
  readonly type?: string;
  readonly text?: string;
}

type Json = { readonly [key: string]: unknown };

const record = (value: unknown): Json | undefined => (isRecord(value) ? value : undefined);
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;

/** `Microsoft.Exchange.Management.UnifiedPolicy.ErrorRuleNotFoundException` → `ErrorRuleNotFoundException`. */
export const shortType = (type: string): string => type.trim().split(/[.+]/).at(-1) ?? type;

const CLASS = /^(?:[A-Za-z_][\w+`]*\.)*[A-Za-z_]\w*$/;

/**
 * The forms of `details[].message` (docs/service/admin-api.md#error-forms): `Ex123ABC|Type|text`, `|Type|text`, two kinds of
 * JSON, plain text.
 */
export function readDetail(message: string): { readonly type?: string; readonly text: string } {
  const trimmed = message.trim();
  if (trimmed.startsWith("{")) {
    try {
      const json = record(JSON.parse(trimmed));
      const type = text(json?.["TypeName"]) ?? text(json?.["ClassName"]) ?? text(json?.["Type"]);
      const said = text(json?.["Message"]) ?? text(json?.["message"]);
      if (json && (type || said))
        return { ...(type && { type: shortType(type) }), text: said ? readDetail(said).text : "" };
    } catch {
      // Text that begins with a brace.
    }
  }
  const [id, type, ...rest] = message.split("|");
  const named = type?.trim() ?? "";
  const piped =
    rest.length > 0 && /^\s*(?:Ex[0-9A-Fa-f]{6})?\s*$/.test(id ?? "") && (named === "" || CLASS.test(named));
  return piped ? { ...(named && { type: shortType(named) }), text: rest.join("|").trim() } : { text: trimmed };
}

/** The module's own order: `details[0].message`, `innererror.internalexception.message`, `innererror.message`, `message`. */
export function readFailure(error: unknown): ServiceFailure {
  if (typeof error === "string") return { text: readDetail(error).text };
  const body = record(error);
  if (!body) return {};
  const code = text(body["code"]);
  const details = isList(body["details"]) ? body["details"].map(record) : [];
  const inner = record(body["innererror"]);
  const internal = record(inner?.["internalexception"]);
  const candidates = [
    ...details.map((detail) => text(detail?.["message"])),
    text(internal?.["message"]),
    text(inner?.["message"]),
    text(body["message"]),
  ].filter((one): one is string => one !== undefined);
  const read = candidates.map(readDetail);
  const named = text(internal?.["type"]) ?? text(inner?.["type"]);
  const type = read.find((one) => one.type !== undefined)?.type ?? (named && shortType(named));
  const said = read.find((one) => one.text !== "")?.text;
  return { ...(code && { code }), ...(type && { type }), ...(said && { text: said }) };
}
