export * from "./connection";
export * from "./endpoint";
export * from "./envelope";
export * from "./fault";
export * from "./http-refusal";
export * from "./operations";
export * from "./reply";
