import type { CheckRule, FieldOverlay } from "../define";
import type { Call } from "../field";
import { type Canonical, type CanonicalRecord, isEmpty, showOf } from "../fields/canonical";
import { secondsOf, sameTimeSpan } from "../fields/time-span";
import type { Plain } from "../../values";

const isTest = (mode: Canonical | undefined): boolean => typeof mode === "string" && /^test/i.test(mode);

/** Places whose files the service looks through in a simulation before it labels any (docs/service/auto-labeling.md#mode-refused). */
const OF_FILES = /^(oneDrive|sharePoint)\w*(Location|AdaptiveScopes)$/;

const SIMULATION = "TestWithoutNotifications";

/** New refuses or lowers Enable over files, so that such a policy is made in simulation and enabled by the next update. */
export const MODE: FieldOverlay = {
  description:
    "`Enable`, `Disable`, or `TestWithoutNotifications`: a simulation, which labels nothing. The service does not enable a new policy over files: it is made in simulation, which a warning says, and the next `pulumi up` enables it; where the service keeps it in simulation, that update fails and says so.",
  createdAs: (value: Plain, desired: { readonly [property: string]: Plain }): Plain | undefined =>
    /^enable$/i.test(String(value)) &&
    Object.entries(desired).some(([property, item]) => OF_FILES.test(property) && !isEmpty(item))
      ? SIMULATION
      : undefined,
};

/** Goes with StartSimulation, and is forgotten by every edit that does not repeat it (docs/service/auto-labeling.md#simulation-again). */
export const AUTO_ENABLE_AFTER: FieldOverlay = {
  description:
    "Enables the policy by itself after so long in simulation without an edit: `dd.hh:mm:ss`, from 1 hour to 25 days. Every edit starts the time again.",
  example: "7.00:00:00",
  same: sameTimeSpan,
  clear: { to: "null" },
};

/** Every edit of a policy in simulation starts it again (docs/service/auto-labeling.md#simulation-again). */
export function simulationAgain(values: CanonicalRecord): Call["parameters"] {
  if (!isTest(values["mode"])) return {};
  const after = showOf(values["autoEnableAfter"] ?? null);
  return { StartSimulation: true, ...(typeof after === "string" && after !== "" && { AutoEnableAfter: after }) };
}

const HOUR = 3600;
const DAY = 24 * HOUR;

export const validSimulation: CheckRule = ({ mode, autoEnableAfter }) => {
  if (typeof autoEnableAfter !== "string") return [];
  const seconds = secondsOf(autoEnableAfter);
  const property = "autoEnableAfter";
  if (seconds === undefined) return [{ property, reason: 'must be a time span "dd.hh:mm:ss", e.g. "7.00:00:00"' }];
  return [
    ...(seconds < HOUR || seconds > 25 * DAY
      ? [{ property, reason: "should be from 1 hour to 25 days", stated: true as const }]
      : []),
    ...(typeof mode === "string" && !isTest(mode)
      ? [{ property, reason: `counts only when mode is ${SIMULATION}`, stated: true as const }]
      : []),
  ];
};
