import { CmdletFault, type Json } from "../../../contract";
import type { Store } from "../../context";
import type { StoredObject } from "../../entry";
import { isGuid } from "../../ids";
import { asText, fold, isObject, member, type JsonObject } from "../../json";

const noun = "DlpSensitiveInformationType";

/** Microsoft's own rule package, which every built-in type belongs to. */
const builtInPackage = "00000000-0000-0000-0000-000000000000";

/** The confidence from which a level starts (docs/service/dlp.md#confidence). */
const LEVELS: readonly (readonly [level: string, from: number])[] = [
  ["High", 85],
  ["Medium", 75],
  ["Low", 65],
];

const confidenceWithoutType = 75;

/** What a rule looks for, as the service keeps it: everything resolved, counts and confidences as numbers. */
export interface SensitiveType {
  readonly name: string;
  readonly id: string;
  /** `Content`, or `MLModel` of a trainable classifier, which has neither counts nor confidences. */
  readonly classifier: string;
  readonly rulePack: string;
  readonly range?: SensitiveRange;
}

export interface SensitiveRange {
  readonly minCount: number;
  /** -1 = any. */
  readonly maxCount: number;
  readonly level: string;
  readonly minConfidence: number;
  readonly maxConfidence: number;
}

/** Recorded words and class (docs/service/errors.md#sensitive-information): they do not say which value it is. */
export const invalidSensitiveInformation = (): CmdletFault =>
  new CmdletFault(
    400,
    "Microsoft.Exchange.Management.UnifiedPolicy.InvalidContentContainsSensitiveInformationException",
    "The value specified in sensitive information is invalid.",
  );

/** The value of a key, as text; keys in whatever case. */
const textOf = (given: JsonObject, key: string): string => asText(member(given, key)).trim();

/** A type by name in any language, or by id; a trainable classifier by its id. */
export function resolveType(given: Json, store: Store): SensitiveType {
  if (!isObject(given)) throw invalidSensitiveInformation();
  const [name, id] = [textOf(given, "name"), textOf(given, "id")];
  const classifier = textOf(given, "classifiertype") || "Content";
  if (fold(classifier) === "mlmodel") return trainable(name, id);
  const found = store.find(noun, id || name) ?? (id === "" ? undefined : refuseUnlessKnown(store, name, id));
  if (!found) throw invalidSensitiveInformation();
  return {
    name: found.name,
    id: found.guid,
    classifier,
    rulePack: asText(found.properties.RulePackId) || builtInPackage,
    range: rangeOf(given, found),
  };
}

/** An id that is none may be a name again; what neither names is refused. */
const refuseUnlessKnown = (store: Store, name: string, id: string): StoredObject | undefined =>
  isGuid(id) || name === "" ? undefined : store.find(noun, name);

/** Named by their ids alone (docs/service/dlp.md#trainable-classifiers). */
function trainable(name: string, id: string): SensitiveType {
  const guid = [id, name].find(isGuid);
  if (guid === undefined) throw invalidSensitiveInformation();
  return { name: name || fold(guid), id: fold(guid), classifier: "MLModel", rulePack: builtInPackage };
}

function rangeOf(given: JsonObject, type: StoredObject): SensitiveRange {
  const minCount = wholeNumber(textOf(given, "mincount") || "1", 1);
  const maxCount = countOf(textOf(given, "maxcount"));
  const maxConfidence = wholeNumber(textOf(given, "maxconfidence") || "100", 1, 100);
  const minConfidence = confidenceOf(given, type);
  if ((maxCount !== -1 && maxCount < minCount) || minConfidence > maxConfidence) throw invalidSensitiveInformation();
  const stated = LEVELS.find(([level]) => fold(level) === fold(textOf(given, "confidencelevel")))?.[0];
  return { minCount, maxCount, level: stated ?? levelOf(minConfidence), minConfidence, maxConfidence };
}

/** Said by a number, by a level, or by the type itself. */
function confidenceOf(given: JsonObject, type: StoredObject): number {
  const stated = textOf(given, "minconfidence");
  if (stated !== "") return wholeNumber(stated, 1, 100);
  const level = textOf(given, "confidencelevel");
  if (level === "") return Number(type.properties.RecommendedConfidence ?? confidenceWithoutType);
  const known = LEVELS.find(([name]) => fold(name) === fold(level));
  if (!known) throw invalidSensitiveInformation();
  return known[1];
}

export const levelOf = (confidence: number): string => LEVELS.find(([, from]) => confidence >= from)?.[0] ?? "Low";

/** -1 and Any mean without end (docs/service/dlp.md#sensitive-information). */
const countOf = (text: string): number =>
  text === "" || text === "-1" || fold(text) === "any" ? -1 : wholeNumber(text, 1);

function wholeNumber(text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw invalidSensitiveInformation();
  return value;
}
