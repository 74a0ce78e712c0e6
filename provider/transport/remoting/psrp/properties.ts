import { isRecord, textFormOf, textsOf, type Plain, type WireObject } from "../../../values";

const isPlainRecord = (value: Plain | undefined): value is WireObject => isRecord(value);

/** The members of a message's object. Names are looked up without case, as PowerShell does. */
export class Members {
  readonly #members: ReadonlyMap<string, Plain>;

  constructor(value: Plain | undefined) {
    const entries = isPlainRecord(value) ? Object.entries(value) : [];
    this.#members = new Map(entries.map(([name, member]) => [name.toLowerCase(), member]));
  }

  get(name: string): Plain | undefined {
    return this.#members.get(name.toLowerCase());
  }

  text(name: string): string | undefined {
    const value = this.get(name);
    if (typeof value === "string") return value === "" ? undefined : value;
    if (typeof value === "number") return String(value);
    return textFormOf(value);
  }

  number(name: string): number | undefined {
    const value = this.get(name);
    return typeof value === "number" ? value : undefined;
  }

  texts(name: string): readonly string[] {
    return textsOf(this.get(name));
  }

  in(name: string): Members {
    return new Members(this.get(name));
  }
}

/** What a value of any form says. */
export const sayingOf = (value: Plain): string =>
  typeof value === "string" ? value : (textFormOf(value) ?? JSON.stringify(value));
