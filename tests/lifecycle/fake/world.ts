import { findKind, type Kind } from "../../../provider/kinds";
import { createLifecycle } from "../../../provider/lifecycle/lifecycle";
import type { DiffResult, Lifecycle, Recorded, Written } from "../../../provider/lifecycle/types";
import type { Settings } from "../../../provider/session/settings";
import { type Properties } from "../../../provider/values";
import { FakeSession, Notes, SETTINGS } from "./session";

export const kind = (noun: string): Kind => findKind(noun) as Kind;
export const POLICY = kind("RetentionCompliancePolicy");
export const RULE = kind("RetentionComplianceRule");

export const mail: Properties = { name: "Mail 7y", exchangeLocation: ["All"], comment: "seven years" };

export interface World {
  readonly session: FakeSession;
  readonly notes: Notes;
  readonly lifecycle: Lifecycle;
}

export function world(settings: Partial<Settings> = {}): World {
  const session = new FakeSession();
  const notes = new Notes();
  const lifecycle = createLifecycle({ session, reporter: notes, settings: { ...SETTINGS, ...settings } });
  return { session, notes, lifecycle };
}

/** Another process: same tenant, nothing remembered. */
export function nextProcess({ session }: World, settings: Partial<Settings> = {}): World {
  const next = world(settings);
  Object.defineProperty(next.session, "service", { value: session.service });
  Object.defineProperty(next.session, "clock", { value: session.clock });
  return next;
}

export const recordedOf = (written: Written, inputs: Properties): Recorded => ({
  id: written.id,
  outputs: written.outputs,
  declared: Object.keys(inputs),
  inputs,
});

export const diff = ({ lifecycle }: World, of: Kind, recorded: Recorded, desired: Properties): Promise<DiffResult> =>
  lifecycle.diff(of, { recorded, desired, ignored: [], against: "live" });

export const retention = (policy: string): Properties => ({
  name: "Mail 7y rule",
  policy,
  retentionDuration: 2555,
  retentionComplianceAction: "Keep",
});
