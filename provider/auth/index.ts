export * from "./secret-text";
export * from "./credentials";
export * from "./jwt";
export * from "./source";
export * from "./keeper";
export * from "./chain";
export * from "./ways";
export { throttled } from "./token-retry";
