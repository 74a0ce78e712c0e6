import { withTextForm, type Plain } from "../../values";
import { decodeUnits } from "./escapes";
import { malformed } from "./malformed";
import { primitives } from "./primitives";
import { Texts } from "./texts";
import { attributeOf, type XmlElement } from "./xml";

/** Deeper than PowerShell ever nests (it cuts at 50 levels). */
const MAX_DEPTH = 64;
/** A Ref counts as all that it stands for: a small document must not become an endless tree. */
const MAX_VALUES = 4_000_000;

const LISTS = new Set(["LST", "STK", "QUE", "IE"]);

/** A value with what it costs whoever walks through it. */
interface Sized {
  readonly value: Plain;
  readonly size: number;
  readonly depth: number;
  readonly types?: readonly string[];
}

/** The parts of one Obj, in whatever order they came. */
interface Parts {
  types: readonly string[];
  text: string | undefined;
  content: Sized | undefined;
  isContainer: boolean;
  /** Adapted properties; undefined where there is no such part. */
  props: ReadonlyMap<string, Sized> | undefined;
  /** Extended ones, which win. */
  members: ReadonlyMap<string, Sized> | undefined;
}

/** A value that stands at the top of a document. */
export interface TopValue {
  readonly value: Plain;
  /** Most derived first; none of a primitive. */
  readonly types: readonly string[];
}

/** Reads the elements of one document: RefIds hold within it. */
export class ObjectReader {
  readonly #objects = new Map<string, Sized | "unfinished">();
  readonly #types = new Map<string, readonly string[]>();
  readonly #texts = new Texts();
  #values = 0;

  read(element: XmlElement): TopValue {
    const { value, types = [] } = this.#value(element);
    return { value, types };
  }

  #value(element: XmlElement): Sized {
    const sized = this.#sized(element);
    if (sized.depth > MAX_DEPTH) throw malformed(`it is nested deeper than ${MAX_DEPTH} levels`);
    this.#count(1);
    return sized;
  }

  #count(values: number): void {
    this.#values += values;
    if (this.#values > MAX_VALUES) throw malformed(`it holds more than ${MAX_VALUES} values`);
  }

  #sized(element: XmlElement): Sized {
    if (element.tag === "Obj") return this.#object(element);
    if (element.tag === "Ref") return this.#referred(element);
    const primitive = primitives.get(element.tag);
    if (!primitive) throw malformed(`it holds the unknown element ${element.tag.slice(0, 40)}`);
    const value = primitive(textOf(element));
    return { value: typeof value === "string" ? this.#texts.own(value) : value, size: 1, depth: 0 };
  }

  #referred(element: XmlElement): Sized {
    const found = this.#objects.get(refIdOf(element));
    if (found === undefined) throw malformed("it refers to an object that it does not hold");
    if (found === "unfinished") throw malformed("an object in it holds itself");
    this.#count(found.size);
    return found;
  }

  #object(element: XmlElement): Sized {
    const refId = attributeOf(element, "RefId");
    if (refId !== undefined) this.#objects.set(refId, "unfinished");
    const parts = this.#parts(element);
    const { value, size, depth } = sizedOf(parts);
    const sized: Sized = { value, size, depth, types: parts.types };
    if (refId !== undefined) this.#objects.set(refId, sized);
    return sized;
  }

  #parts(element: XmlElement): Parts {
    assertNoText(element);
    const parts: Parts = {
      types: [],
      text: undefined,
      content: undefined,
      isContainer: false,
      props: undefined,
      members: undefined,
    };
    for (const part of element.children) this.#takePart(parts, part);
    return parts;
  }

  #takePart(parts: Parts, part: XmlElement): void {
    switch (part.tag) {
      case "TN":
        parts.types = this.#typeNames(part);
        return;
      case "TNRef": {
        const types = this.#types.get(refIdOf(part));
        if (!types) throw malformed("it refers to type names that it does not hold");
        parts.types = types;
        return;
      }
      case "ToString":
        parts.text = this.#texts.own(decodeUnits(textOf(part)));
        return;
      case "Props":
        parts.props = this.#properties(part);
        return;
      case "MS":
        parts.members = this.#properties(part);
        return;
      default:
        if (parts.content) throw malformed("an object in it has two values");
        parts.isContainer = LISTS.has(part.tag) || part.tag === "DCT";
        parts.content = this.#content(part);
    }
  }

  #content(part: XmlElement): Sized {
    if (LISTS.has(part.tag)) return this.#list(part);
    return part.tag === "DCT" ? this.#dictionary(part) : this.#value(part);
  }

  #typeNames(element: XmlElement): readonly string[] {
    const types = element.children.map((type) => {
      if (type.tag !== "T") throw malformed("its type names are no list of names");
      return decodeUnits(textOf(type));
    });
    const refId = attributeOf(element, "RefId");
    if (refId !== undefined) this.#types.set(refId, types);
    return types;
  }

  #list(element: XmlElement): Sized {
    assertNoText(element);
    const items = element.children.map((item) => this.#value(item));
    return around(
      items.map(({ value }) => value),
      items,
    );
  }

  #dictionary(element: XmlElement): Sized {
    assertNoText(element);
    const entries = element.children.map((entry) => this.#entry(entry));
    return around(
      recordOf(entries),
      entries.map(([, value]) => value),
    );
  }

  #entry(element: XmlElement): readonly [string, Sized] {
    if (element.tag !== "En") throw malformed("a table in it holds something that is no entry");
    const named = new Map(element.children.map((half) => [nameOf(half), this.#value(half)] as const));
    const [key, value] = [named.get("Key"), named.get("Value")];
    if (!key || !value || element.children.length !== 2) throw malformed("a table in it has an entry that is no pair");
    if (typeof key.value === "object") throw malformed("a table in it has a key that is no text");
    return [String(key.value), value];
  }

  #properties(element: XmlElement): ReadonlyMap<string, Sized> {
    assertNoText(element);
    const found = new Map<string, Sized>();
    for (const property of element.children) {
      // A set of members within the members says how PowerShell shows the object.
      if (property.tag === "MS") this.#properties(property);
      else found.set(nameOf(property), this.#value(property));
    }
    return found;
  }
}

/** What an Obj is to us: its list or table, its number or text, its properties, or what its `ToString()` says. */
function sizedOf(parts: Parts): Sized {
  const { types, text, content } = parts;
  if (content && parts.isContainer) return content;
  if (content) {
    const isEnum = types.includes("System.Enum");
    return isEnum && text !== undefined ? { value: text, size: 1, depth: 0 } : content;
  }
  const properties = new Map([...(parts.props ?? []), ...(parts.members ?? [])]);
  if (properties.size === 0 && text !== undefined) return { value: text, size: 1, depth: 0 };
  const record = recordOf(properties);
  // .NET calls an object by its type where nobody gave it a better text.
  return around(text === undefined || namesClass(text, types) ? record : withTextForm(record, text), [
    ...properties.values(),
  ]);
}

const namesClass = (text: string, types: readonly string[]): boolean =>
  types.some((type) => type === text || type === `Deserialized.${text}`);

const around = (value: Plain, parts: readonly Sized[]): Sized => ({
  value,
  size: parts.reduce((sum, { size }) => sum + size, 1),
  depth: parts.reduce((deepest, { depth }) => Math.max(deepest, depth + 1), 1),
});

/** Own properties whatever their names are: `__proto__` must not reach a prototype. */
function recordOf(entries: Iterable<readonly [string, Sized]>): { readonly [property: string]: Plain } {
  const record: { [property: string]: Plain } = {};
  for (const [name, { value }] of entries) {
    if (name === "__proto__")
      Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
    else record[name] = value;
  }
  return record;
}

function nameOf(element: XmlElement): string {
  const name = attributeOf(element, "N");
  if (name === undefined) throw malformed(`a ${element.tag.slice(0, 40)} in it has no name`);
  return decodeUnits(name);
}

function refIdOf(element: XmlElement): string {
  const refId = attributeOf(element, "RefId");
  if (refId === undefined) throw malformed(`a ${element.tag} in it refers to nothing`);
  return refId;
}

function textOf(element: XmlElement): string {
  if (element.children.length > 0) throw malformed(`a ${element.tag.slice(0, 40)} in it holds other elements`);
  return element.text;
}

function assertNoText(element: XmlElement): void {
  if (element.text.trim() !== "") throw malformed(`text stands in a ${element.tag}`);
}
