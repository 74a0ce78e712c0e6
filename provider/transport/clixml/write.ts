import { XMLBuilder } from "fast-xml-parser";
import { encodeUnits } from "./escapes";

/** Tags whose content is one text (docs/service/remoting.md#tags). */
export type PrimitiveTag = "S" | "B" | "I32" | "I64" | "Db" | "D" | "DT" | "TS" | "BA" | "G" | "URI" | "Version" | "SS";

/** A value on its way out, in CLIXML's own terms. */
export type Writable = WritablePrimitive | WritableObject | null;

export interface WritablePrimitive {
  readonly tag: PrimitiveTag;
  readonly text: string;
}

/** Whatever is missing is not written. */
export interface WritableObject {
  /** Most derived first. */
  readonly types?: readonly string[];
  readonly text?: string;
  /** The number of an enumeration. */
  readonly value?: WritablePrimitive;
  readonly list?: readonly Writable[];
  readonly entries?: readonly (readonly [key: string, value: Writable])[];
  /** Extended properties. */
  readonly members?: readonly (readonly [name: string, value: Writable])[];
}

/** A node as fast-xml-parser's builder takes it. */
interface Node {
  readonly [key: string]: unknown;
}

export const text = (value: string): WritablePrimitive => ({ tag: "S", text: value });
export const flag = (value: boolean): WritablePrimitive => ({ tag: "B", text: String(value) });
export const int = (value: number): WritablePrimitive => ({ tag: "I32", text: String(value) });
export const record = (members: WritableObject["members"] & {}): WritableObject => ({ members });
export const texts = (values: readonly string[]): WritableObject => ({
  types: ["System.String[]", "System.Array", "System.Object"],
  list: values.map(text),
});

/** A member of a .NET enumeration. */
export const enumeration = (type: string, name: string, value: number): WritableObject => ({
  types: [type, "System.Enum", "System.ValueType", "System.Object"],
  text: name,
  value: int(value),
});

/** Texts in which control characters, surrogates and underscores are escaped; the others are plain by their nature. */
const ESCAPED: ReadonlySet<string> = new Set(["S", "URI"]);

const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  suppressEmptyNode: true,
  format: false,
});

/** Writes one document: RefIds hold within it. */
class ObjectWriter {
  #objects = 0;
  readonly #types = new Map<string, number>();

  node(value: Writable, name?: string): Node {
    const named = name === undefined ? {} : { N: encodeUnits(name) };
    if (value === null) return element("Nil", [], named);
    if ("tag" in value) return element(value.tag, [textNode(value)], named);
    // A type's name must stand before whoever refers to it, so the parts are made in the order in which they are read.
    const refId = String(this.#objects++);
    return element("Obj", this.#parts(value), { ...named, RefId: refId });
  }

  #parts({ types, text: said, value, list, entries, members }: WritableObject): Node[] {
    return [
      ...(types ? [this.#typeNames(types)] : []),
      ...(said === undefined ? [] : [element("ToString", [{ "#text": encodeUnits(said) }])]),
      ...(value ? [this.node(value)] : []),
      ...(list ? [element("LST", [...list.map((item) => this.node(item))])] : []),
      ...(entries ? [element("DCT", [...entries.map(([key, item]) => this.#entry(key, item))])] : []),
      ...(members ? [element("MS", [...members.map(([name, item]) => this.node(item, name))])] : []),
    ];
  }

  #entry(key: string, value: Writable): Node {
    return element("En", [this.node(text(key), "Key"), this.node(value, "Value")]);
  }

  #typeNames(types: readonly string[]): Node {
    const key = types.join("\n");
    const known = this.#types.get(key);
    if (known !== undefined) return element("TNRef", [], { RefId: String(known) });
    const refId = this.#types.size;
    this.#types.set(key, refId);
    return element(
      "TN",
      types.map((type) => element("T", [{ "#text": encodeUnits(type) }])),
      { RefId: String(refId) },
    );
  }
}

const element = (tag: string, content: readonly Node[], attributes: Node = {}): Node =>
  Object.keys(attributes).length > 0 ? { [tag]: content, ":@": attributes } : { [tag]: content };

const textNode = ({ tag, text: content }: WritablePrimitive): Node => ({
  "#text": ESCAPED.has(tag) ? encodeUnits(content) : content,
});

/** One value as a CLIXML document without `Objs`, which is how PSRP's messages carry it (docs/service/remoting.md#message). */
export const writeClixml = (value: Writable): string => builder.build([new ObjectWriter().node(value)]);
