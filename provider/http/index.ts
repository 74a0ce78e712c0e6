export * from "./http";
export * from "./loopback";
export * from "./network-settings";
export * from "./failure";
export * from "./proxy";
export * from "./no-proxy";
export { openDispatchers, trustedAuthorities } from "./dispatchers";
export * from "./undici-http";
