import { findCmdlet } from "../../../catalogue";
import type { WireReader } from "../wire-reader";
import type { Plain } from "../../values";
import { type Action, actionsOf, settingKeysOf } from "./label-actions";

/** Of each action: switched off, and what the service computes. */
const NO_SETTING = new Set(["disabled", "templatearchived", "linkedtemplateid", "disableautomaticownerrights"]);

/** `placement` of a header or footer says again which of them it is. */
const repeatsSubType = ({ subType }: Action, key: string, value: Plain): boolean =>
  key === "placement" && String(value).toLowerCase() === subType.toLowerCase();

/** Actions of a label, and settings of an action, that no parameter of New-Label stands for. */
export function unexpressedActions(object: WireReader): readonly string[] {
  const parameters = findCmdlet("New-Label")?.params.map(({ name }) => name) ?? [];
  return actionsOf(object.get("LabelActions") ?? null).flatMap((action) => {
    const keys = settingKeysOf(action, parameters);
    const title = [action.type, action.subType].filter((part) => part !== "").join(" ");
    if (keys.size === 0) return [`LabelActions: ${title}`];
    return [...action.settings]
      .filter(([key, value]) => !keys.has(key) && !NO_SETTING.has(key) && !/^(|false|null)$/i.test(String(value)))
      .filter(([key, value]) => !repeatsSubType(action, key, value))
      .map(([key]) => `LabelActions: ${title} ${key}`);
  });
}
