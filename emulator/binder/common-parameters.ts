import type { FormalParameter } from "./command";

const ACTION_PREFERENCES = ["SilentlyContinue", "Stop", "Continue", "Inquire", "Ignore", "Suspend", "Break"];

/** name, alias, type: every advanced function has these (about_CommonParameters, PowerShell 7.4 and later). */
const COMMON = [
  ["Verbose", "vb", "switch"],
  ["Debug", "db", "switch"],
  ["ErrorAction", "ea", "action"],
  ["WarningAction", "wa", "action"],
  ["InformationAction", "infa", "action"],
  ["ProgressAction", "proga", "action"],
  ["ErrorVariable", "ev", "string"],
  ["WarningVariable", "wv", "string"],
  ["InformationVariable", "iv", "string"],
  ["OutVariable", "ov", "string"],
  ["OutBuffer", "ob", "int"],
  ["PipelineVariable", "pv", "string"],
] as const;

const typeOf = (type: "switch" | "action" | "string" | "int"): FormalParameter["type"] => {
  if (type === "switch") return { kind: "switch", list: false };
  if (type === "int") return { kind: "integer", list: false, range: "Int32" };
  if (type === "string") return { kind: "string", list: false };
  return {
    kind: "enum",
    list: false,
    enumName: "System.Management.Automation.ActionPreference",
    members: ACTION_PREFERENCES,
  };
};

/** Parameters that a cmdlet does not declare but has; they take part in prefix matching (after its own). */
export const commonParameters: readonly FormalParameter[] = COMMON.map(([name, alias, type]) => ({
  name,
  aliases: [alias],
  type: typeOf(type),
  association: "common",
  sets: "all",
  mandatoryIn: [],
}));

/** `SupportsShouldProcess`. */
export const SHOULD_PROCESS: ReadonlySet<string> = new Set(["whatif", "confirm"]);
