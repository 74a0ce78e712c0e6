import { decodeReferences } from "./escapes";
import { malformed } from "./malformed";

/** A response of the largest size (`MAX_RESPONSE_MB`) has fewer. */
const MAX_TAGS = 8_000_000;
/** The longest are those with a property's name. */
const MAX_TAG_LENGTH = 8192;

const DECLARATION = /^\uFEFF?\s*(?:<\?xml\s[^<>]{0,200}\?>)?/;
const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

const GREATER = ">".charCodeAt(0);
const SLASH = "/".charCodeAt(0);
const NONE: readonly string[] = [];

/** The tags of an XML document, one after the other: where this stands is in its properties. */
export class Tags {
  /** What stands before the tag. */
  text = "";
  kind: "start" | "end" | "empty" = "start";
  name = "";
  /** Names and values in turn. */
  attributes = NONE;
  #at: number;
  #count = 0;
  readonly #document: string;

  constructor(document: string) {
    this.#document = document;
    this.#at = DECLARATION.exec(document)?.[0].length ?? 0;
  }

  /** False where there is no more: then `text` is what stands at the end. */
  next(): boolean {
    const start = this.#document.indexOf("<", this.#at);
    this.text = start === this.#at ? "" : this.#document.slice(this.#at, start < 0 ? undefined : start);
    if (start < 0) return false;
    if (++this.#count > MAX_TAGS) throw malformed(`it holds more than ${MAX_TAGS} tags`);
    if (this.#document.charCodeAt(start + 1) === SLASH) this.#end(start + 2);
    else this.#start(start + 1);
    if (this.#at - start > MAX_TAG_LENGTH) throw malformed(`it holds a tag of more than ${MAX_TAG_LENGTH} characters`);
    return true;
  }

  #end(start: number): void {
    this.kind = "end";
    this.#readName(start);
    if (this.#close()) throw malformed("one of its tags is none");
  }

  #start(start: number): void {
    this.#readName(start);
    this.attributes = this.#document.charCodeAt(this.#at) === GREATER ? NONE : this.#readAttributes();
    this.kind = this.#close() ? "empty" : "start";
  }

  #readName(start: number): void {
    NAME.lastIndex = start;
    const name = NAME.exec(this.#document)?.[0];
    if (name === undefined)
      throw malformed(
        this.#document.startsWith("!", start)
          ? "it holds a DTD, a comment or a CDATA section"
          : "one of its tags is none",
      );
    this.name = name;
    this.#at = NAME.lastIndex;
  }

  #readAttributes(): readonly string[] {
    const attributes: string[] = [];
    for (;;) {
      ATTRIBUTE.lastIndex = this.#at;
      const found = ATTRIBUTE.exec(this.#document);
      if (!found) return attributes;
      this.#at = ATTRIBUTE.lastIndex;
      const [, name = "", double, single = ""] = found;
      for (let at = 0; at < attributes.length; at += 2)
        if (attributes[at] === name) throw malformed(`a ${this.name.slice(0, 40)} in it has one attribute twice`);
      attributes.push(name, decodeReferences(double ?? single));
    }
  }

  /** Reads the end of the tag; true where a slash says that its element is empty. */
  #close(): boolean {
    if (this.#document.charCodeAt(this.#at) === GREATER) {
      this.#at++;
      return false;
    }
    END.lastIndex = this.#at;
    const end = END.exec(this.#document);
    if (!end) throw malformed(this.#document.includes(">", this.#at) ? "one of its tags is none" : "it was cut off");
    this.#at = END.lastIndex;
    return end[1] === "/";
  }
}
