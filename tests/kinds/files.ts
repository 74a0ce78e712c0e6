import type { Plain } from "../../provider/values";

type PlainRecord = { readonly [key: string]: Plain };

const isRecord = (value: Plain | undefined): value is PlainRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The text in bytes as they go on the wire; undefined = the value is none (docs/service/admin-api.md#bytes). */
export function sentFile(value: Plain | undefined): string | undefined {
  if (!isRecord(value) || value["@odata.type"] !== "#Exchange.ByteArrayType") return undefined;
  const bytes = Buffer.from(value["Data"] as readonly number[]);
  return bytes.toString(bytes[1] === 0 || bytes[0] === 0xff ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

/** What Get shows of a file that New or Set got: another property, with what the service adds (docs/service/classification.md#bytes). */
export function shownFile(text: string): PlainRecord {
  if (text.includes("<RulePackage"))
    return {
      ClassificationRuleCollectionXml: text.replace("<RulePack ", '<RulePack lastModifiedTime="2026-05-06T07:08:09Z" '),
    };
  if (text.includes("<EdmSchema")) return { EdmSchemaXML: text };
  return {
    KeywordDictionary: text
      .split(/[\r\n,]+/)
      .filter(Boolean)
      .join(", "),
  };
}
