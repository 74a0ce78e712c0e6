import type { Plain, WireObject } from "../../provider/values";

/**
 * CLIXML as PowerShell writes it (docs/service/remoting.md#clixml), from the JSON form of objects: types are guessed from the values, as
 * the service knows them. Written from the facts, next to no code of the provider or the emulator.
 */
export interface ClixmlOptions {
  /** Texts become objects of a class whose ToString() is that text: what addresses, ids, spans and Unlimited are in .NET. */
  readonly wrapTexts?: (text: string) => boolean;
  /** The n-th RefId of the document; type names are written once and referred to. */
  readonly refs?: { next: number };
}

const NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04";
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$/;

/** Control characters, surrogates and `_x` by their code, then XML's own. */
export const escaped = (text: string): string =>
  text
    .replace(/_(?=[xX])|[\u0000-\u001f\u007f-\u009f]|[\ud800-\udfff]/g, hex)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

const hex = (unit: string): string => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

export function clixmlOf(objects: readonly WireObject[], options: ClixmlOptions = {}): string {
  const refs = options.refs ?? { next: 0 };
  const written = objects.map((object) => element(object, undefined, { ...options, refs }));
  return `<Objs Version="1.1.0.1" xmlns="${NAMESPACE}">${written.join("")}</Objs>`;
}

/** The envelope's `value` that holds them. */
export const clixmlRows = (objects: readonly WireObject[], options?: ClixmlOptions): readonly unknown[] => [
  { _clixml: clixmlOf(objects, options) },
];

function element(value: Plain, name: string | undefined, options: ClixmlOptions): string {
  const n = name === undefined ? "" : ` N="${escaped(name)}"`;
  if (value === null) return `<Nil${n} />`;
  if (typeof value === "boolean") return `<B${n}>${String(value)}</B>`;
  if (typeof value === "number") return number(value, n);
  if (typeof value === "string") return text(value, n, options);
  const refs = options.refs ?? { next: 0 };
  const open = `<Obj${n} RefId="${refs.next++}">`;
  if (Array.isArray(value)) {
    const items = (value as readonly Plain[]).map((item) => element(item, undefined, options));
    return `${open}<TN RefId="${refs.next++}"><T>System.Object[]</T><T>System.Array</T><T>System.Object</T></TN><LST>${items.join("")}</LST></Obj>`;
  }
  const properties = Object.entries(value).map(([key, item]) => element(item, key, options));
  return `${open}<TN RefId="${refs.next++}"><T>Deserialized.Contoso.Thing</T><T>Deserialized.System.Object</T></TN><ToString>Contoso.Thing</ToString><Props>${properties.join("")}</Props></Obj>`;
}

function number(value: number, n: string): string {
  if (!Number.isInteger(value)) return `<Db${n}>${value}</Db>`;
  return Math.abs(value) < 2 ** 31 ? `<I32${n}>${value}</I32>` : `<I64${n}>${value}</I64>`;
}

function text(value: string, n: string, options: ClixmlOptions): string {
  if (options.wrapTexts?.(value) === true) {
    const refs = options.refs ?? { next: 0 };
    return `<Obj${n} RefId="${refs.next++}"><TN RefId="${refs.next++}"><T>Deserialized.Contoso.Word</T><T>Deserialized.System.Object</T></TN><ToString>${escaped(value)}</ToString><Props><I32 N="Length">${value.length}</I32><B N="IsValid">true</B></Props></Obj>`;
  }
  if (GUID.test(value)) return `<G${n}>${value}</G>`;
  return DATE.test(value) ? `<DT${n}>${value}</DT>` : `<S${n}>${escaped(value)}</S>`;
}
