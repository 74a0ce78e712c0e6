/** V8 copies shorter ones by itself. */
const SHORTEST_VIEW = 13;
const LATIN = /^[\u0000-\u00ff]*$/;

/**
 * The texts of one document, each once. V8 cuts a text out of another as a view that keeps the whole one in memory; lists live as
 * long as the process, and their documents should not.
 */
export class Texts {
  readonly #known = new Map<string, string>();

  own(text: string): string {
    if (text.length < SHORTEST_VIEW) return text;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const encoding = LATIN.test(text) ? "latin1" : "utf16le";
    const copy = Buffer.from(text, encoding).toString(encoding);
    this.#known.set(copy, copy);
    return copy;
  }
}
