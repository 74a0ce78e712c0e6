import type { Json } from "../contract";

/** As PowerShell writes text: what XML cannot hold is `_xHHHH_`, and what looks like that is escaped itself. */
const escape = (text: string): string =>
  text
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/g, hex)
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const hex = (char: string): string => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

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
