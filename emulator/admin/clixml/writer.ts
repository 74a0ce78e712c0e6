import type { Json } from "../../contract";
import { escape } from "./escape";
import { scalarTag } from "./scalar";

type Row = { readonly [property: string]: Json };

const ENUM = ["System.Enum", "System.ValueType", "System.Object"];
const TABLE = ["System.Collections.Hashtable", "System.Object"];

/** One CLIXML document of the objects of a cmdlet; reference numbers run through the whole of it. */
export class ClixmlWriter {
  #objects = 0;
  readonly #types = new Map<string, number>();

  document(rows: readonly Row[], type: string): string {
    const objects = rows.map((row) => this.#row(row, [type, "System.Object"]));
    return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${objects.join("")}</Objs>`;
  }

  #row(row: Row, types: readonly string[]): string {
    const text = typeof row["Name"] === "string" ? row["Name"] : undefined;
    return this.#object(undefined, types, text, () => this.#properties(row));
  }

  #element(name: string | undefined, value: Json): string {
    if (value === null) return `<Nil${label(name)} />`;
    if (Array.isArray(value)) return this.#list(name, value);
    if (typeof value === "object") return this.#nested(name, value);
    const [tag, text] = scalarTag(name ?? "", value);
    return `<${tag}${label(name)}>${tag === "S" ? escape(text) : text}</${tag}>`;
  }

  #list(name: string | undefined, items: readonly Json[]): string {
    const type = `Microsoft.Exchange.Data.MultiValuedProperty\`1[[${elementType(items)}]]`;
    const body = (): string =>
      items.length === 0 ? "<LST />" : `<LST>${items.map((item) => this.#element(undefined, item)).join("")}</LST>`;
    return this.#object(name, [type, "System.Object"], undefined, body);
  }

  #nested(name: string | undefined, value: Row): string {
    const { $type: type, $enum: enumeration, $text: text } = value;
    const shown = typeof text === "string" ? text : undefined;
    if (typeof enumeration === "string")
      return this.#object(name, [enumeration, ...ENUM], shown, () => `<I32>${String(value["value"])}</I32>`);
    if (typeof type === "string")
      return this.#object(name, [type, "System.Object"], shown, () => this.#properties(withoutMarks(value)));
    return this.#object(name, TABLE, undefined, () => this.#entries(value));
  }

  #properties(row: Row): string {
    const properties = Object.entries(row).map(([name, value]) => this.#element(name, value));
    return `<Props>${properties.join("")}</Props>`;
  }

  #entries(table: Row): string {
    const entries = Object.entries(table).map(
      ([key, value]) => `<En><S N="Key">${escape(key)}</S>${this.#element("Value", value)}</En>`,
    );
    return `<DCT>${entries.join("")}</DCT>`;
  }

  #object(name: string | undefined, types: readonly string[], text: string | undefined, body: () => string): string {
    // The number is taken before those of what is inside.
    const opening = `<Obj${label(name)} RefId="${this.#objects++}">${this.#typeNames(types)}`;
    return `${opening}${text === undefined ? "" : `<ToString>${escape(text)}</ToString>`}${body()}</Obj>`;
  }

  #typeNames(types: readonly string[]): string {
    const key = types.join("\n");
    const known = this.#types.get(key);
    if (known !== undefined) return `<TNRef RefId="${known}" />`;
    this.#types.set(key, this.#types.size);
    const names = types.map((type) => `<T>${escape(type)}</T>`).join("");
    return `<TN RefId="${this.#types.size - 1}">${names}</TN>`;
  }
}

const label = (name: string | undefined): string => (name === undefined ? "" : ` N="${escape(name)}"`);

const elementType = (items: readonly Json[]): string => {
  const [first] = items;
  const isTyped = typeof first === "object" && first !== null && !Array.isArray(first);
  const type = isTyped ? first["$type"] : undefined;
  return typeof type === "string" ? type : "System.String";
};

const withoutMarks = (value: Row): Row =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith("$")));
