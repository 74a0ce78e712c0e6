import { deflateSync } from "node:zlib";
import type { Json } from "../../../contract";
import type { CallContext } from "../../context";
import { refused } from "../../faults";
import { asList, asText, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { textOfBytes } from "./xml";

const noun = "DlpKeywordDictionary";

/** 1 MB after compression for all dictionaries together; 50 dictionaries (docs/service/classification.md#keyword-limits). */
const limits = { compressedBytes: 1_048_576, dictionaries: 50 };

/**
 * Bytes in, one text of comma-separated terms out: a term with a comma does not survive the round trip
 * (docs/service/classification.md#keyword-dictionary).
 * -Identity takes the GUID or the name.
 */
export const keywordDictionary: NounDeclaration = {
  noun,
  family: "object",
  actions: ["DoNotPersistKeywords", "DoNotPersistDictionary"],
  fields: { FileData: { accept: (value) => termsOf(value).join(",") } },
  identity: ({ guid }) => guid,
  create(draft, call) {
    if (call.store.list(noun).length >= limits.dictionaries)
      throw refused(`More than ${limits.dictionaries} keyword dictionaries aren't allowed.`);
    checkSize(draft, "", call);
  },
  update: (draft, before, call) => checkSize(draft, before.guid, call),
  show(view, { properties }) {
    view.KeywordDictionary = asText(properties.FileData);
    delete view.FileData;
  },
};

const termsOf = (data: Json): string[] =>
  textOfBytes(asUtf16(data))
    .split(/[\r\n,]+/)
    .map((term) => term.trim())
    .filter((term) => term !== "");

/** The page has UTF-16 bytes made; other encodings come back garbled there, so nothing is guessed here. */
const asUtf16 = (data: Json): Json => {
  const bytes = asList(data);
  return bytes[0] === 0xff && bytes[1] === 0xfe ? data : [0xff, 0xfe, ...bytes];
};

function checkSize(draft: JsonObject, self: string, { store }: CallContext): void {
  const others = store.list(noun).filter(({ guid }) => guid !== self);
  const all = [...others.map(({ properties }) => asText(properties.FileData)), asText(draft.FileData)].join("\n");
  if (deflateSync(Buffer.from(all, "utf16le")).length > limits.compressedBytes)
    throw refused("The keyword dictionaries are larger than 1 MB after compression.");
}
