import type { Json } from "../contract";

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** A minimal CLIXML document of the objects: strings, numbers, booleans, lists; nested objects as text (admin-api.md 4.4). */
export function toClixml(rows: readonly { readonly [property: string]: Json }[]): string {
  const objects = rows.map((row, index) => {
    const properties = Object.entries(row).map(([name, value]) => element(name, value));
    return `<Obj RefId="${index}"><MS>${properties.join("")}</MS></Obj>`;
  });
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${objects.join("")}</Objs>`;
}

function element(name: string | undefined, value: Json): string {
  const label = name === undefined ? "" : ` N="${escape(name)}"`;
  if (value === null) return `<Nil${label}/>`;
  if (typeof value === "boolean") return `<B${label}>${value}</B>`;
  if (typeof value === "number")
    return Number.isInteger(value) ? `<I64${label}>${value}</I64>` : `<Db${label}>${value}</Db>`;
  if (typeof value === "string") return `<S${label}>${escape(value)}</S>`;
  if (Array.isArray(value))
    return `<Obj${label}><LST>${value.map((inner) => element(undefined, inner)).join("")}</LST></Obj>`;
  return `<S${label}>${escape(JSON.stringify(value))}</S>`;
}
