export { type EmulatorLine, type EmulatorOptions, type RunningEmulator, startEmulator } from "./start";
export type { TenantLine } from "./tenants/model";
export type { JournalEntry } from "./journal/journal";
export type { FaultRule } from "./faults/schema";
