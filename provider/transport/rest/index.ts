export * from "./rest-channel";
export * from "./exchange";
export * from "./route";
export * from "./pace";
export * from "./headers";
export * from "./page";
export * from "./error-text";
export * from "./error-map";
