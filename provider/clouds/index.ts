export * from "./environment";
export * from "./table";
export * from "./hosts";
export * from "./token-hosts";
export * from "./endpoints";
export * from "./openid";
export * from "./locate";
export { loginOrigins } from "./discover";
