export * from "./listing";
export * from "./session";
export * from "./tenant-facts";
export * from "./settings";
export * from "./settings-table";
export * from "./registry";
export { targetTenant } from "./target-tenant";
export type { Connected } from "./connect";
export type { LiveSession } from "./live-session";
