export * from "./guards";
export * from "./guid";
export * from "./json";
export * from "./path";
export * from "./reveal";
export * from "./secret-text";
export * from "./suggest";
export * from "./value";
