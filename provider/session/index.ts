export * from "./contract";
export * from "./settings";
export * from "./settings-table";
export * from "./suggest";
export * from "./registry";
export { targetTenant } from "./target-tenant";
export type { Connected } from "./connect";
export type { LiveSession } from "./session";
