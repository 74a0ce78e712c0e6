import type { Plain } from "../../values";
import { fromEntries } from "./canonical";

/** How often a text may have been encoded as a text again. */
const DEEPEST = 4;

/**
 * The value in a JSON text as .NET reads it: Microsoft's own examples have trailing commas and bare keys, exports hold the text
 * encoded twice (docs/service/dlp.md#advanced-rule). Undefined = it is none.
 */
export function relaxedJson(text: string): Plain | undefined {
  let value: Plain | undefined = parsed(text.replace(/^\uFEFF/, ""));
  for (let depth = 1; typeof value === "string" && depth < DEEPEST; depth++) value = parsed(value);
  return typeof value === "string" ? undefined : value;
}

function parsed(text: string): Plain | undefined {
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return new Reader(text).whole();
  }
}

/** JSON with single quotes, bare keys, comments and commas at the end. */
class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  whole(): Plain | undefined {
    try {
      const value = this.#value();
      this.#skip();
      return this.#at === this.text.length ? value : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  #value(): Plain {
    this.#skip();
    const next = this.text[this.#at];
    if (next === "{") return fromEntries(this.#items("}", () => this.#member()));
    if (next === "[") return this.#items("]", () => this.#value());
    if (next === '"' || next === "'") return this.#quoted(next);
    return scalarOf(this.#bare());
  }

  #items<T>(end: string, read: () => T): readonly T[] {
    this.#at += 1;
    const items: T[] = [];
    for (;;) {
      this.#skip();
      if (this.#takes(end)) return items;
      items.push(read());
      this.#skip();
      if (this.#takes(",")) continue;
      if (this.text[this.#at] !== end) throw new SyntaxError(`expected ${end}`);
    }
  }

  #member(): readonly [string, Plain] {
    this.#skip();
    const next = this.text[this.#at];
    const key = next === '"' || next === "'" ? this.#quoted(next) : this.#bare();
    this.#skip();
    if (!this.#takes(":")) throw new SyntaxError("expected :");
    return [key, this.#value()];
  }

  #takes(char: string): boolean {
    if (this.text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  /** `rn`: a line break of a text that has lost its backslashes on the way, as some published exports have. */
  #skip(): void {
    this.#match(/(?:\s+|rn(?=[\s'"{}[\],])|\/\/[^\n]*|\/\*[^]*?\*\/)*/y);
  }

  #bare(): string {
    const word = this.#match(/[\w$.+-]+/y);
    if (word === "") throw new SyntaxError("expected a value");
    return word;
  }

  #quoted(quote: '"' | "'"): string {
    const body = this.#match(quote === '"' ? /"(?:[^"\\]|\\[^])*"/y : /'(?:[^'\\]|\\[^])*'/y);
    if (body === "") throw new SyntaxError("a text without its end");
    return body.slice(1, -1).replace(/\\(u[\dA-Fa-f]{4}|[^])/g, (_, code: string) => unescaped(code));
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }
}

const ESCAPES: { readonly [code: string]: string } = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

const unescaped = (code: string): string =>
  code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code);

function scalarOf(word: string): Plain {
  if (/^(true|false)$/i.test(word)) return word.toLowerCase() === "true";
  if (/^null$/i.test(word)) return null;
  const number = Number(word);
  if (Number.isNaN(number)) throw new SyntaxError(`${word} is no value`);
  return number;
}
