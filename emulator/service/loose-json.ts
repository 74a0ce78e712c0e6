import type { Json } from "../contract";
import type { JsonObject } from "./json";

/**
 * JSON as the service takes it in string parameters: the pages' own examples have single quotes (`-DeletedResources`),
 * bare words and a trailing comma (`-MultiStageReviewProperty`). Undefined when it is none.
 */
export function parseLoose(text: string): Json | undefined {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}[\]:,]|[^\s"'{}[\]:,]+|\S/g) ?? [];
  const reader = { tokens, at: 0 };
  try {
    const value = readValue(reader, 0);
    return reader.at === tokens.length ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

/** As deep as a body may be. */
const MAX_DEPTH = 100;

function readValue(reader: Reader, depth: number): Json {
  const token = reader.tokens[reader.at++];
  if (depth > MAX_DEPTH) throw new SyntaxError("nested too deeply");
  if (token === "{") return readObject(reader, depth + 1);
  if (token === "[") return readList(reader, depth + 1);
  if (token === undefined || /^[}\]:,]$/.test(token)) throw new SyntaxError(`unexpected '${token ?? "end"}'`);
  if (token === "null") return null;
  if (token === "true" || token === "false") return token === "true";
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(token) ? Number(token) : textOf(token);
}

function textOf(token: string): string {
  const quote = token[0];
  if (token === '"' || token === "'") throw new SyntaxError("an open quote");
  if (quote === '"') return JSON.parse(token) as string;
  if (quote !== "'") return token;
  const inner = token
    .slice(1, -1)
    .replace(/\\'/g, "'")
    .replace(/(?<!\\)"/g, '\\"');
  return JSON.parse(`"${inner}"`) as string;
}

function readObject(reader: Reader, depth: number): JsonObject {
  const entries: [name: string, value: Json][] = [];
  while (reader.tokens[reader.at] !== "}") {
    const key = readValue(reader, depth);
    if (typeof key === "object" || reader.tokens[reader.at++] !== ":") throw new SyntaxError("a name and a colon");
    entries.push([String(key), readValue(reader, depth)]);
    readComma(reader, "}");
  }
  reader.at++;
  return Object.fromEntries(entries);
}

function readList(reader: Reader, depth: number): Json[] {
  const list: Json[] = [];
  while (reader.tokens[reader.at] !== "]") {
    list.push(readValue(reader, depth));
    readComma(reader, "]");
  }
  reader.at++;
  return list;
}

function readComma(reader: Reader, end: string): void {
  const next = reader.tokens[reader.at];
  if (next === ",") reader.at++;
  else if (next !== end) throw new SyntaxError(`a comma or ${end}`);
}
