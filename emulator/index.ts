export { EmulatorClient, type FaultRequest } from "./client/emulator-client";
export { EmulatorProcess, SpawnedEmulator } from "./client/emulator-process";
export { argsOf, configOf, environmentOf } from "./client/provider-settings";
export { type RanCmdlet, TenantClient, type WireObject } from "./client/tenant-client";
export type { EnvironmentName } from "./environments";
export type { FaultRule } from "./faults/schema";
export type { JournalEntry } from "./journal/journal";
export { type EmulatorLine, type EmulatorOptions, type RunningEmulator, startEmulator } from "./start";
export type { TenantLine } from "./tenants/model";
