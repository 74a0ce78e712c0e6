export * from "./network-settings";
export * from "./failure";
export * from "./proxy";
export * from "./undici-http";
