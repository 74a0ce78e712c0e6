export * from "./guid";
export * from "./value";
