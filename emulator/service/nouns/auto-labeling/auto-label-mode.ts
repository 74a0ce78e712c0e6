import { CmdletFault } from "../../../contract";
import type { CallContext } from "../../context";
import { asList, asText, same, type JsonObject } from "../../json";

const test = "TestWithoutNotifications";

/** Locations for which the service simulates before it enables (docs/service/auto-labeling.md#mode-lowered). */
const simulated = ["SharePointLocation", "OneDriveLocation"] as const;

export const hasFiles = (properties: Readonly<JsonObject>): boolean =>
  simulated.some((name) => asList(properties[name]).length > 0);

/** Recorded words and class: tenants that answer as recorded refuse what others lower (docs/service/auto-labeling.md#mode-refused). */
const notSupported = (mode: string, location: string): CmdletFault =>
  new CmdletFault(
    400,
    "Microsoft.Exchange.Management.UnifiedPolicy.ModeNotSupportedByMipCmdletForGivenWorkloadException",
    `Mode ${mode} isn't supported for this cmdlet for the ${location.replace(/Location$/, "")} locations.`,
  );

/**
 * A policy that asks to be enabled over files is refused, or is created in simulation, and nothing says so
 * (docs/service/auto-labeling.md#mode-lowered).
 */
export function modeOfNew(draft: Readonly<JsonObject>, call: CallContext): string {
  const mode = asText(draft.Mode);
  const files = simulated.find((name) => asList(draft[name]).length > 0);
  if (mode !== "Enable" || files === undefined) return mode;
  if (call.store.recorded && call.has("Mode")) throw notSupported(mode, files);
  return test;
}

/** Enabling is a second step: it holds once the simulation is over, and not together with other changes of where it looks. */
export function modeOfSet(draft: Readonly<JsonObject>, before: Readonly<JsonObject>, simulationOver: boolean): string {
  const wanted = asText(draft.Mode);
  if (wanted !== "Enable" || asText(before.Mode) === "Enable" || !hasFiles(draft)) return wanted;
  const moved = simulated.some((name) => !same(draft[name] ?? [], before[name] ?? []));
  return simulationOver && !moved ? "Enable" : test;
}

/** `AutoEnableAfter` turns the policy on "after a set time period in simulation" (Set's page). */
export function modeAt(properties: Readonly<JsonObject>, now: number): string {
  const at = properties.$autoEnableAt;
  return typeof at === "number" && now >= at && asText(properties.Mode) === test ? "Enable" : asText(properties.Mode);
}

const hour = 3_600_000;

/** Milliseconds of `[d.]hh:mm:ss`; undefined outside 1 hour to 25 days (catalogue, `AutoEnableAfter`). */
export function periodMs(text: string): number | undefined {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const ms = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000;
  return ms >= hour && ms <= 25 * 24 * hour ? ms : undefined;
}
