import type { FastifyRequest } from "fastify";
import type { Json } from "../contract";

/** What an admin URL names: `/adminapi/<version>/<tenant>/<operation>?<query>`. */
export interface Target {
  readonly version: string;
  readonly tenantName: string;
  /** Lower case, e.g. `invokecommand`, `exobanner('autogensession')`. */
  readonly operation: string;
  readonly query: URLSearchParams;
}

export function targetOf(url: string): Target {
  const [path = "", query = ""] = url.split("?", 2);
  const [, , version = "", tenantName = "", ...rest] = path.split("/");
  return {
    version: version.toLowerCase(),
    tenantName: decode(tenantName),
    operation: decode(rest.join("/")).toLowerCase().replace(/\/+$/, ""),
    query: new URLSearchParams(query),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Continuation token of a next link. */
export const skipToken = (target: Target): string | null => target.query.get("$skiptoken");

export interface CmdletInput {
  readonly name: string;
  readonly parameters: { readonly [name: string]: Json };
}

export type ParsedBody = { readonly input: CmdletInput } | { readonly wrong: string; readonly status?: number };

const isObject = (value: unknown): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `ODataMessageQuotas.MaxNestingDepth`; Microsoft's module stops at 10 (docs/service/admin-api.md#depth). */
const MAX_DEPTH = 100;

const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1)));

const stray = (object: object, allowed: string): string | undefined =>
  Object.keys(object).find((key) => !allowed.split(" ").includes(key) && !key.includes("@"));

/** Reads the body of InvokeCommand as the EDM has it: `CmdletInvokeInputType{CmdletName, Parameters}`, Parameters not null. */
export function readCmdletInput(request: FastifyRequest): ParsedBody {
  if (!/\bjson\b/i.test(request.headers["content-type"] ?? ""))
    return { wrong: "The request's Content-Type must be application/json.", status: 415 };
  let body: unknown;
  try {
    body = JSON.parse(String(request.body ?? "").replace(/^\ufeff/, ""));
  } catch {
    return { wrong: "An error occurred while reading the request body: it is not valid JSON." };
  }
  if (isDeeperThan(body, MAX_DEPTH))
    return {
      wrong: `A recursion depth limit was exceeded: the request body nests deeper than ${MAX_DEPTH} levels.`,
    };
  if (!isObject(body)) return { wrong: "The request body must be a JSON object." };
  const foreign = stray(body, "CmdletInput");
  if (foreign !== undefined)
    return {
      wrong: `The parameter '${foreign}' in the request payload is not a valid parameter for the operation 'InvokeCommand'.`,
    };
  const input = body.CmdletInput;
  if (!isObject(input)) return { wrong: "Value cannot be null. Parameter name: CmdletInput" };
  const unknown = stray(input, "CmdletName Parameters");
  if (unknown !== undefined)
    return {
      wrong: `The property '${unknown}' does not exist on type 'Exchange.CmdletInvokeInputType'. Make sure to only use property names that are defined by the type.`,
    };
  const { CmdletName: name, Parameters: parameters } = input;
  if (typeof name !== "string" || !name.trim()) return { wrong: "Value cannot be null. Parameter name: CmdletName" };
  if (!isObject(parameters)) return { wrong: "Value cannot be null. Parameter name: Parameters" };
  return { input: { name: name.trim(), parameters } };
}
