import type { Range } from "../../catalogue";
import type { Canonical } from "./fields/canonical";

/**
 * What a property holds, as a program sees it and as state stores it. Schema, docs, check, comparison and wire form all come
 * from it.
 */
export type ValueType =
  | StringType
  | { readonly type: "boolean" }
  | { readonly type: "integer"; readonly stated?: Range | undefined }
  | CountType
  | EnumType
  /** ISO 8601; without offset = UTC. */
  | { readonly type: "datetime" }
  | ListType
  /** Any keys; keys compare ignoring case. */
  | { readonly type: "map"; readonly of: ValueType }
  | ObjectType
  /** Any JSON; compared as JSON. */
  | { readonly type: "any" };

/** A number of days, e.g. (at least `min`, default 0), as an integer or its digits, or the word that stands for no limit (`Unlimited`). */
export interface CountType {
  readonly type: "duration";
  readonly min?: number | undefined;
  readonly word: string;
  /** What is counted; default days. */
  readonly unit?: "days" | "matches" | "percent" | undefined;
}

/**
 * What `stated` holds is on Microsoft's page only: PowerShell binds other values, and real tenants hold some. A value beyond it is a
 * warning. Everything else of a type is what the binder wants, and an error.
 */
export interface StringType {
  readonly type: "string";
  /**
   * How two spellings compare and what is a valid one. `text` (default): exact but for line ends; `name`: ignoring case;
   * `address`: mail address, ignoring case; `url`: ignoring case, a final slash and escapes; `guid`: ignoring case and braces;
   * `xml`/`json`: as documents; `location`: any of the ways to name a mailbox, group or site; `culture`: a BCP 47 name (`de-DE`).
   */
  readonly format?: StringFormat | undefined;
  /** The parameter's .NET type parses the text: what is not of the format is refused. Otherwise the format is only stated. */
  readonly parsed?: true | undefined;
  readonly stated?:
    { readonly maxLength?: number | undefined; readonly values?: readonly string[] | undefined } | undefined;
  /** Words that mean something next to free text (`Never` next to a number of days), in any case. */
  readonly words?: readonly string[] | undefined;
  /** Names an object of one of these nouns: a resource (its id), a GUID or a name; compared by resolved GUID. */
  readonly reference?: Reference | undefined;
}

export type StringFormat = "text" | "name" | "address" | "url" | "guid" | "xml" | "json" | "location" | "culture";

export interface Reference {
  readonly noun: string;
  /** What goes on the wire: the GUID where the parameter's documented forms list it, else the name. */
  readonly send: "id" | "name";
}

export interface EnumType {
  readonly type: "enum";
  /** In the service's spelling; input is accepted in any case. */
  readonly values: readonly string[];
  /** Further members, which the page does not offer: unsupported, reserved for internal use. */
  readonly reserved?: readonly string[] | undefined;
  /** The shorter list of the page's text. */
  readonly stated?: { readonly values: readonly string[] } | undefined;
  /** Values outside the list are accepted too (and any spelling is kept). */
  readonly open?: boolean | undefined;
}

export interface ListType {
  readonly type: "list";
  readonly of: ValueType;
  /** Default false: a set; order and repetitions mean nothing. */
  readonly ordered?: boolean | undefined;
  /** `allAlone`: `All` is an element that must stand alone. */
  readonly stated?: { readonly maxItems?: number | undefined; readonly allAlone?: boolean | undefined } | undefined;
}

export interface ObjectType {
  readonly type: "object";
  /** Name of the type in generated SDKs, e.g. `FilePlanProperty`. */
  readonly name: string;
  /** May hold the type itself, by a getter: whoever goes through types without a value must know where he has been. */
  readonly fields: readonly ObjectField[];
  /** Keys in any case, as hashtables have them, and as programs get them from the service. */
  readonly anyCase?: true | undefined;
  /** The object in a text that stands for it (JSON of an export); undefined = the text is none. */
  readonly fromText?: ((text: string) => Canonical | undefined) | undefined;
  /** Of the members that are references, those that name something in this value; default: all. */
  readonly lookedUp?: ((value: { readonly [property: string]: unknown }) => readonly string[]) | undefined;
}

export interface ObjectField {
  readonly property: string;
  readonly type: ValueType;
  readonly required?: boolean | undefined;
  readonly description: string;
}
