import { badArgument } from "../../faults";
import { asList, asText, fold, member, type JsonObject } from "../../json";

type Test = (view: JsonObject) => boolean;

const TOKEN = /\s*(\(|\)|-(?:and|or|not|eq|ne|like)\b|'(?:[^']|'')*'|"[^"]*"|\$\w+|[\w@.-]+)/giy;

/**
 * The part of OPATH that names people: `-eq`, `-ne`, `-like` with `*`, joined by `-and`, `-or`, `-not` and brackets. A list
 * such as `EmailAddresses` matches when an element does.
 */
export function filterOf(text: string): Test {
  if (text.trim() === "") return () => true;
  const tokens = tokensOf(text);
  const test = either(tokens);
  if (tokens.length > 0) throw invalid(text);
  return test;
}

const invalid = (text: string): Error => badArgument("Filter", `'${text}' isn't a valid filter.`);

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trim();
  while (TOKEN.lastIndex < trimmed.length) {
    const [, token] = TOKEN.exec(trimmed) ?? [];
    if (token === undefined) throw invalid(text);
    tokens.push(token);
  }
  return tokens;
}

const next = (tokens: string[], wanted: string): boolean => {
  if (fold(tokens[0] ?? "") !== wanted) return false;
  tokens.shift();
  return true;
};

function either(tokens: string[]): Test {
  const tests = [both(tokens)];
  while (next(tokens, "-or")) tests.push(both(tokens));
  return (view) => tests.some((test) => test(view));
}

function both(tokens: string[]): Test {
  const tests = [one(tokens)];
  while (next(tokens, "-and")) tests.push(one(tokens));
  return (view) => tests.every((test) => test(view));
}

function one(tokens: string[]): Test {
  if (next(tokens, "-not")) {
    const test = one(tokens);
    return (view) => !test(view);
  }
  if (!next(tokens, "(")) return comparison(tokens);
  const test = either(tokens);
  if (!next(tokens, ")")) throw invalid(tokens.join(" "));
  return test;
}

function comparison(tokens: string[]): Test {
  const [property = "", operator = "", quoted = ""] = tokens.splice(0, 3);
  const value = fold(quoted.replace(/^(['"])(.*)\1$/s, "$2").replaceAll("''", "'"));
  const held = (view: JsonObject): string[] =>
    asList(member(view, property)).map((each) => fold(asText(each)).replace(/^smtp:/, ""));
  const wanted = value.replace(/^smtp:/, "");
  switch (fold(operator)) {
    case "-eq":
      return (view) => held(view).includes(wanted);
    case "-ne":
      return (view) => !held(view).includes(wanted);
    case "-like": {
      const pattern = new RegExp(`^${wanted.split("*").map(literal).join(".*")}$`, "s");
      return (view) => held(view).some((text) => pattern.test(text));
    }
    default:
      throw invalid([property, operator, quoted].join(" "));
  }
}

const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
