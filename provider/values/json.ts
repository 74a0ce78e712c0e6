import { isRecord } from "./guards";

/** What a JSON text says; undefined when it is not JSON. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "") as unknown;
  } catch {
    return undefined;
  }
}

/** The object in a JSON text; undefined when it is not one. */
export function parseRecord(text: string | undefined): { readonly [key: string]: unknown } | undefined {
  const value = parseJson(text);
  return isRecord(value) ? value : undefined;
}
